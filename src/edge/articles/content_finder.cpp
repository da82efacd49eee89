#include "edge/articles/content_finder.hpp"

#include "core/base/utf8.hpp"
#include "core/text/letters.hpp"
#include "edge/articles/class_hints.hpp"
#include "edge/articles/measure.hpp"
#include "edge/articles/page_sieve.hpp"

#include <algorithm>

namespace hypha::edge::articles {
namespace {

constexpr std::size_t kShortestParagraph = 25; // code points
constexpr std::size_t kScoredAncestors = 5;
constexpr std::size_t kTopCandidates = 5;

struct Scored {
    double score = 0;
    bool is_scored = false;
};

bool gives_points(Tag tag) {
    return tag == Tag::p || tag == Tag::td || tag == Tag::pre || tag == Tag::section ||
           (is_heading(tag) && tag != Tag::h1);
}

double start_score(const HtmlTree& tree, NodeIndex node, bool weighs_classes) {
    double score = 0;
    switch (tree[node].tag) {
    case Tag::div: score = 5; break;
    case Tag::pre:
    case Tag::td:
    case Tag::blockquote: score = 3; break;
    case Tag::address:
    case Tag::ol:
    case Tag::ul:
    case Tag::dl:
    case Tag::dd:
    case Tag::dt:
    case Tag::li:
    case Tag::form: score = -3; break;
    case Tag::th: score = -5; break;
    default: score = is_heading(tree[node].tag) ? -5 : 0;
    }
    return weighs_classes ? score + class_weight(class_names(tree, node)) : score;
}

class Finder {
public:
    Finder(HtmlTree& tree, NodeIndex body, const FindOptions& options)
        : tree_(tree), body_(body), options_(options), measures_(measure_all(tree, body)), scores_(tree.size()) {}

    NodeIndex find() {
        score_paragraphs();
        const std::vector<NodeIndex> best = best_candidates();
        if (best.empty() || best.front() == body_) return whole_body();
        const NodeIndex top = lone_child_parent(better_parent(shared_ancestor(best)));
        return with_siblings(top);
    }

private:
    double& score_of(NodeIndex node) {
        if (!scores_[node].is_scored) scores_[node] = {start_score(tree_, node, options_.weighs_classes), true};
        return scores_[node].score;
    }

    void score_paragraphs() {
        for (NodeIndex node = tree_.first(body_); node != kNoNode; node = tree_.following(node, body_)) {
            if (!gives_points(tree_[node].tag)) continue;
            const Measure& text = measures_[node];
            if (text.length() < kShortestParagraph) continue;
            const double points = 2.0 + static_cast<double>(text.commas) +
                                  static_cast<double>(std::min<std::size_t>(text.length() / 100, 3));
            NodeIndex ancestor = tree_[node].parent;
            for (std::size_t level = 0; level < kScoredAncestors && ancestor != HtmlTree::kRoot; ++level) {
                if (tree_[ancestor].tag == Tag::html) break;
                if (!scores_[ancestor].is_scored) candidates_.push_back(ancestor);
                score_of(ancestor) += points / (level == 0 ? 1.0 : level == 1 ? 2.0 : static_cast<double>(level) * 3.0);
                ancestor = tree_[ancestor].parent;
            }
        }
    }

    std::vector<NodeIndex> best_candidates() {
        for (const NodeIndex node : candidates_) score_of(node) *= 1.0 - measures_[node].link_density();
        std::vector<std::pair<double, NodeIndex>> order; // the first candidate wins among equals
        order.reserve(candidates_.size());
        for (std::size_t at = 0; at < candidates_.size(); ++at) {
            order.emplace_back(-score_of(candidates_[at]), static_cast<NodeIndex>(at));
        }
        std::ranges::sort(order);
        std::vector<NodeIndex> best;
        best.reserve(order.size());
        for (const auto& [score, at] : order) best.push_back(candidates_[at]);
        if (best.size() > kTopCandidates) best.resize(kTopCandidates);
        return best;
    }

    // When three more candidates are nearly as good and lie in one ancestor, that is the article.
    NodeIndex shared_ancestor(const std::vector<NodeIndex>& best) {
        std::vector<NodeIndex> rivals;
        for (std::size_t at = 1; at < best.size(); ++at) {
            if (score_of(best[at]) / score_of(best[0]) >= 0.75) rivals.push_back(best[at]);
        }
        if (rivals.size() < 3) return best[0];
        for (NodeIndex node = tree_[best[0]].parent; node != body_ && node != kNoNode; node = tree_[node].parent) {
            const auto inside = std::ranges::count_if(
                rivals, [&](NodeIndex rival) { return rival != node && tree_.contains(node, rival); });
            if (inside >= 3) return node;
        }
        return best[0];
    }

    // A parent whose score is higher although it gets half of each paragraph holds more of the article.
    NodeIndex better_parent(NodeIndex top) {
        double last = score_of(top);
        const double least = last / 3;
        for (NodeIndex node = tree_[top].parent; node != body_ && node != kNoNode; node = tree_[node].parent) {
            if (!scores_[node].is_scored) continue;
            if (scores_[node].score < least) break;
            if (scores_[node].score > last) return node;
            last = scores_[node].score;
        }
        return top;
    }

    NodeIndex lone_child_parent(NodeIndex top) const {
        for (NodeIndex parent = tree_[top].parent;
             parent != body_ && parent != kNoNode && tree_.element_children(parent) == 1;
             parent = tree_[parent].parent) {
            top = parent;
        }
        return top;
    }

    NodeIndex whole_body() {
        const NodeIndex content = tree_.create(Tag::div);
        tree_.move_children(body_, content);
        return content;
    }

    bool is_part(NodeIndex sibling, NodeIndex top, double least) {
        if (sibling == top) return true;
        const std::string_view classes = tree_.attribute(top, "class");
        const double bonus = !classes.empty() && tree_.attribute(sibling, "class") == classes ? score_of(top) * 0.2 : 0;
        if (scores_[sibling].is_scored && scores_[sibling].score + bonus >= least) return true;
        if (tree_[sibling].tag != Tag::p) return false;
        const Measure& text = measures_[sibling];
        if (text.length() > 80) return text.link_density() < 0.25;
        if (text.letters == 0 || text.linked > 0) return false;
        const std::string plain = tree_.plain_text(sibling);
        return plain.ends_with('.') || plain.contains(". ");
    }

    NodeIndex with_siblings(NodeIndex top) {
        const NodeIndex content = tree_.create(Tag::div);
        scores_.resize(tree_.size());
        measures_.resize(tree_.size());
        const double least = std::max(10.0, score_of(top) * 0.2);
        std::vector<NodeIndex> parts;
        for (NodeIndex sibling = tree_[tree_[top].parent].first_child; sibling != kNoNode;
             sibling = tree_[sibling].next) {
            if (!tree_[sibling].is_text() && is_part(sibling, top, least)) parts.push_back(sibling);
        }
        for (const NodeIndex part : parts) {
            tree_.detach(part);
            const Tag tag = tree_[part].tag;
            if (tag != Tag::div && tag != Tag::article && tag != Tag::section && tag != Tag::p && tag != Tag::ol &&
                tag != Tag::ul)
                tree_[part].tag = Tag::div; // or cleaning would take it for what it is called
            tree_.append(content, part);
        }
        return content;
    }

    HtmlTree& tree_;
    const NodeIndex body_;
    const FindOptions& options_;
    std::vector<Measure> measures_;
    std::vector<Scored> scores_;
    std::vector<NodeIndex> candidates_;
};

// Chinese, Japanese and Korean do not part their words; each letter counts as one.
bool is_ideograph(char32_t point) {
    return (point >= 0x3040 && point <= 0x30FF) || (point >= 0x3400 && point <= 0x9FFF) ||
           (point >= 0xAC00 && point <= 0xD7AF);
}

std::vector<std::string> words_of(std::string_view rest) {
    std::vector<std::string> words;
    bool in_word = false;
    while (!rest.empty()) {
        const char32_t point = text::lower_case(take_code_point(rest));
        const auto kind = text::kind_of(point);
        const bool is_part = kind == text::CharacterKind::letter || kind == text::CharacterKind::digit ||
                             kind == text::CharacterKind::mark || point == U'_';
        if (is_part && (!in_word || is_ideograph(point))) words.emplace_back();
        if (is_part) append_code_point(words.back(), point);
        in_word = is_part && !is_ideograph(point);
    }
    return words;
}

} // namespace

TitleWords::TitleWords(std::string_view title) {
    for (std::string& word : words_of(title)) words_.insert(std::move(word));
}

double TitleWords::share_in(std::string_view text) const {
    std::size_t all = 0;
    std::size_t shared = 0;
    for (const std::string& word : words_of(text)) {
        all += word.size() + 1;
        if (words_.contains(word)) shared += word.size() + 1;
    }
    return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

FoundContent find_content(HtmlTree& tree, const FindOptions& options) {
    const NodeIndex body = tree.first_of(HtmlTree::kRoot, Tag::body);
    if (body == kNoNode) return {};
    FoundContent found;
    found.byline = sieve_page(tree, body, options);
    found.top = Finder(tree, body, options).find();
    return found;
}

} // namespace hypha::edge::articles

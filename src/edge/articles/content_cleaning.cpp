#include "edge/articles/content_cleaning.hpp"

#include "edge/articles/class_hints.hpp"
#include "edge/articles/measure.hpp"
#include "edge/articles/phrasing.hpp"
#include "edge/feeds/ascii.hpp"

#include <algorithm>
#include <array>

namespace hypha::edge::articles {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kNearAncestors = 4;
constexpr std::size_t kShortShareBox = 500; // bytes

// A label that stands where an advertisement or a late part was meant to come.
bool is_placeholder(std::string_view text) {
    static constexpr std::array kLabels = {"ad"sv,         "advertising"sv, "advertisement"sv, "anuncio"sv,
                                           "publicidad"sv, "publicité"sv,   "werbung"sv,       "loading"sv,
                                           "loading..."sv, "loading…"sv,    "cargando"sv,      "cargando..."sv,
                                           "cargando…"sv,  "chargement"sv,  "正在加载"sv};
    return text.size() < 20 && std::ranges::find(kLabels, feeds::lower(feeds::trim(text))) != kLabels.end();
}

bool is_video(const HtmlTree& tree, NodeIndex node) {
    static constexpr std::string_view kHosts[] = {
        "//www.youtube.com",  "//youtube.com",         "//www.youtube-nocookie.com",
        "//player.vimeo.com", "//www.dailymotion.com", "//upload.wikimedia.org",
        "//archive.org",      "//player.twitch.tv",    "//v.qq.com"};
    return std::ranges::any_of(tree[node].attributes, [](const HtmlAttribute& attribute) {
        return std::ranges::any_of(kHosts, [&](std::string_view host) { return attribute.value.contains(host); });
    });
}

class Cleaner {
public:
    Cleaner(HtmlTree& tree, const CleanOptions& options) : tree_(tree), options_(options) {}

    void clean(NodeIndex top) {
        fact_tables_.assign(tree_.size(), false);
        for (const NodeIndex table : tree_.all_of(top, {Tag::table})) fact_tables_[table] = is_fact_table(tree_, table);
        clean_conditionally(top, Tag::form);
        clean_conditionally(top, Tag::fieldset);
        remove(top, {Tag::object, Tag::embed, Tag::footer, Tag::aside});
        remove_share_boxes(top);
        remove(top, {Tag::iframe, Tag::input, Tag::textarea, Tag::select, Tag::button, Tag::option, Tag::datalist});
        for (const NodeIndex heading : tree_.all_of(top, {Tag::h1, Tag::h2})) {
            if (weight(heading) < 0) tree_.detach(heading);
        }
        clean_conditionally(top, Tag::table);
        clean_conditionally(top, Tag::ul);
        clean_conditionally(top, Tag::div);
    }

private:
    int weight(NodeIndex node) const { return options_.weighs_classes ? class_weight(class_names(tree_, node)) : 0; }

    void remove(NodeIndex top, std::initializer_list<Tag> tags) {
        for (const NodeIndex node : tree_.all_of(top, tags)) {
            const Tag tag = tree_[node].tag;
            const bool embeds = tag == Tag::object || tag == Tag::embed || tag == Tag::iframe;
            if (!embeds || !is_video(tree_, node)) tree_.detach(node);
        }
    }

    // The one part that content has is kept whatever it is called.
    void remove_share_boxes(NodeIndex top) {
        const NodeIndex only = tree_.element_children(top) == 1 ? tree_.first_element(top) : kNoNode;
        for (NodeIndex node = tree_.first(top); node != kNoNode;) {
            const bool goes = !tree_[node].is_text() && node != only && names_sharing(class_names(tree_, node)) &&
                              tree_.raw_text(node, kShortShareBox).size() < kShortShareBox;
            const NodeIndex next = goes ? tree_.following_outside(node, top) : tree_.following(node, top);
            if (goes) tree_.detach(node);
            node = next;
        }
    }

    void clean_conditionally(NodeIndex top, Tag tag) {
        if (options_.cleans_conditionally) (void)clean_below(top, tag, false);
    }

    // Children first: what was removed inside no longer counts for what is around it.
    Measure clean_below(NodeIndex node, Tag tag, bool in_fact_table) {
        if (tree_[node].is_text()) return measure_text(tree_[node].text);
        const bool inside = in_fact_table || fact_tables_[node];
        Measure result;
        for (NodeIndex child = tree_[node].last_child; child != kNoNode;) {
            const NodeIndex previous = tree_[child].previous;
            const Measure below = clean_below(child, tag, inside);
            if (tree_[child].tag == tag && !inside && is_furniture(child, below)) tree_.detach(child);
            else add_child(result, below, tree_, child);
            if (fact_tables_[child]) ++result.fact_tables;
            child = previous;
        }
        return result;
    }

    bool is_furniture(NodeIndex node, const Measure& text) const {
        if (fact_tables_[node] || text.fact_tables > 0 || tree_.has_ancestor(node, Tag::code, kNearAncestors))
            return false;
        const int names = weight(node);
        if (names < 0) return true;
        if (text.commas >= 10) return false;
        if (text.length() < 20 && is_placeholder(tree_.plain_text(node))) return true;
        std::size_t embeds = 0;
        if (text.embeds > 0) {
            for (const NodeIndex embed : tree_.all_of(node, {Tag::object, Tag::embed, Tag::iframe})) {
                if (is_video(tree_, embed)) return false;
                ++embeds;
            }
        }
        const bool is_list = tree_[node].tag == Tag::ul || tree_[node].tag == Tag::ol ||
                             static_cast<double>(text.listed) > 0.9 * static_cast<double>(text.length());
        if (!has_numbers_of_furniture(node, text, names, embeds, is_list)) return false;
        return !is_list || !is_list_of_pictures(node, text);
    }

    bool has_numbers_of_furniture(NodeIndex node, const Measure& text, int names, std::size_t embeds,
                                  bool is_list) const {
        const bool in_figure = tree_.has_ancestor(node, Tag::figure, kNearAncestors);
        const double links = text.link_density();
        const auto pictures = static_cast<double>(text.pictures);
        const auto paragraphs = static_cast<double>(text.paragraphs);
        if (!in_figure && text.pictures > 1 && paragraphs / pictures < 0.5) return true;
        if (!is_list && text.items > text.paragraphs + 100) return true;
        if (text.inputs > text.paragraphs / 3) return true;
        const bool is_short = text.length() < 25 && (text.pictures == 0 || text.pictures > 2) && links > 0;
        const double headed =
            text.length() == 0 ? 0 : static_cast<double>(text.headed) / static_cast<double>(text.length());
        if (!is_list && !in_figure && is_short && headed < 0.9) return true;
        if (!is_list && names < 25 && links > 0.2) return true;
        if (names >= 25 && links > 0.5) return true;
        if ((embeds == 1 && text.length() < 75) || embeds > 1) return true;
        return text.pictures == 0 && !text.has_plain_text;
    }

    bool is_list_of_pictures(NodeIndex node, const Measure& text) const {
        for (NodeIndex child = tree_[node].first_child; child != kNoNode; child = tree_[child].next) {
            if (!tree_[child].is_text() && tree_.element_children(child) > 1) return false;
        }
        return text.pictures == text.items;
    }

    HtmlTree& tree_;
    const CleanOptions& options_;
    std::vector<bool> fact_tables_;
};

} // namespace

void clean_content(HtmlTree& tree, NodeIndex top, const CleanOptions& options) { Cleaner(tree, options).clean(top); }

} // namespace hypha::edge::articles

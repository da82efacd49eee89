// The article's part of <title>; declared in page_metadata.hpp. Rules as in Readability.
#include "edge/articles/page_metadata.hpp"
#include "edge/feeds/ascii.hpp"

#include <algorithm>
#include <array>

namespace hypha::edge::articles {
namespace {

constexpr std::size_t kLongestTitle = 1000; // bytes; every part is compared with every heading

struct Separator {
    std::size_t begin = 0; // of the blank before it
    std::size_t end = 0;   // after the blank behind it
    bool is_hierarchy = false;
};

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool in_word = false;
    for (const char c : text) {
        words += !feeds::is_blank(c) && !in_word ? 1 : 0;
        in_word = !feeds::is_blank(c);
    }
    return words;
}

std::vector<Separator> separators_of(std::string_view title) {
    static constexpr std::array<std::string_view, 8> kMarks = {"|", "-", "\xE2\x80\x93", "\xE2\x80\x94", "\\",
                                                               "/", ">", "\xC2\xBB"};
    std::vector<Separator> found;
    for (std::size_t at = title.find(' '); at != std::string_view::npos; at = title.find(' ', at + 1)) {
        for (std::size_t mark = 0; mark < kMarks.size(); ++mark) {
            const std::size_t end = at + 1 + kMarks[mark].size();
            if (title.substr(at + 1).starts_with(kMarks[mark]) && end < title.size() && title[end] == ' ')
                found.push_back({at, end + 1, mark >= 4});
        }
    }
    return found;
}

bool is_a_heading(const HtmlTree& tree, std::string_view title) {
    return std::ranges::any_of(tree.all_of(HtmlTree::kRoot, {Tag::h1, Tag::h2}),
                               [&](NodeIndex heading) { return tree.plain_text(heading) == title; });
}

std::string after_colon(const HtmlTree& tree, const std::string& whole) {
    if (is_a_heading(tree, whole)) return whole;
    const std::string after_last(feeds::trim(std::string_view(whole).substr(whole.rfind(':') + 1)));
    if (count_words(after_last) < 3)
        return std::string(feeds::trim(std::string_view(whole).substr(whole.find(':') + 1)));
    return count_words(whole.substr(0, whole.find(':'))) > 5 ? whole : after_last;
}

// "Site » Section » Story" with a heading "Story": beyond doubt, where counting words is a guess. Empty when no part is a heading.
std::string segment_in_heading(const HtmlTree& tree, std::string_view whole, const std::vector<Separator>& separators) {
    std::size_t begin = 0;
    std::string longest;
    for (std::size_t at = 0; at <= separators.size(); ++at) {
        const std::size_t end = at < separators.size() ? separators[at].begin : whole.size();
        const std::string_view segment = feeds::trim(whole.substr(begin, end - begin));
        if (at < separators.size()) begin = separators[at].end;
        if (count_words(segment) >= 3 && segment.size() > longest.size() && is_a_heading(tree, segment))
            longest = segment;
    }
    return longest;
}

} // namespace

std::string title_without_site(const HtmlTree& tree) {
    std::string whole;
    for (const NodeIndex node : tree.all_of(HtmlTree::kRoot, {Tag::title})) {
        if (whole.empty() && !tree.has_ancestor(node, Tag::svg))
            whole = first_bytes(tree.plain_text(node), kLongestTitle);
    }
    std::string title = whole;
    const std::vector<Separator> separators = separators_of(whole);
    const bool has_hierarchy = std::ranges::any_of(separators, &Separator::is_hierarchy);
    if (const std::string segment = has_hierarchy ? segment_in_heading(tree, whole, separators) : ""; !segment.empty())
        return segment;
    if (!separators.empty()) {
        title = whole.substr(0, separators.back().begin);
        if (count_words(title) < 3) title = whole.substr(separators.front().end);
    } else if (whole.contains(": ")) {
        title = after_colon(tree, whole);
    } else if (whole.size() > 150 || whole.size() < 15) {
        const std::vector<NodeIndex> headings = tree.all_of(HtmlTree::kRoot, {Tag::h1});
        if (headings.size() == 1) title = tree.plain_text(headings.front());
    }
    title = feeds::trim(title);
    const std::size_t words = count_words(title);
    const std::size_t all_words = count_words(whole) - std::min(separators.size(), count_words(whole));
    return words <= 4 && (!has_hierarchy || words + 1 != all_words) ? whole : title;
}

} // namespace hypha::edge::articles

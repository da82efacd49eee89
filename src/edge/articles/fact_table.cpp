// Tells tables of facts from tables of layout, by the rules that Firefox has for screen readers. Declared in content_cleaning.hpp.
#include "edge/articles/content_cleaning.hpp"

#include <algorithm>
#include <charconv>

namespace hypha::edge::articles {
namespace {

std::size_t span_of(std::string_view number) {
    std::size_t value = 0;
    (void)std::from_chars(number.data(), number.data() + number.size(), value);
    return std::clamp<std::size_t>(value, 1, 1000);
}

} // namespace

bool is_fact_table(const HtmlTree& tree, NodeIndex table) {
    if (tree.attribute(table, "role") == "presentation" || tree.attribute(table, "datatable") == "0") return false;
    if (!tree.attribute(table, "summary").empty()) return true;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t in_row = 0;
    bool has_table = false;
    for (NodeIndex at = tree.first(table); at != kNoNode; at = tree.following(at, table)) {
        switch (tree[at].tag) {
        case Tag::caption:
            if (tree[at].first_child != kNoNode) return true;
            break;
        case Tag::col:
        case Tag::colgroup:
        case Tag::tfoot:
        case Tag::thead:
        case Tag::th: return true;
        case Tag::table: has_table = true; break;
        case Tag::tr:
            rows += span_of(tree.attribute(at, "rowspan"));
            in_row = 0;
            break;
        case Tag::td:
            in_row += span_of(tree.attribute(at, "colspan"));
            columns = std::max(columns, in_row);
            break;
        default: break;
        }
    }
    if (has_table || columns == 1 || rows == 1) return false;
    return rows >= 10 || columns > 4 || rows * columns > 10;
}

} // namespace hypha::edge::articles

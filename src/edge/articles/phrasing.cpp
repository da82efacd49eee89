#include "edge/articles/phrasing.hpp"

#include "edge/feeds/ascii.hpp"

namespace hypha::edge::articles {

bool is_blank_text(const HtmlTree& tree, NodeIndex node) {
    if (!tree[node].is_text()) return false;
    std::string_view text = tree[node].text;
    while (!text.empty()) {
        const bool no_break = text.starts_with("\xC2\xA0");
        if (!no_break && !feeds::is_blank(text.front())) return false;
        text.remove_prefix(no_break ? 2 : 1);
    }
    return true;
}

bool is_blank_or_break(const HtmlTree& tree, NodeIndex node) {
    return tree[node].tag == Tag::br || is_blank_text(tree, node);
}

bool is_phrasing_content(const HtmlTree& tree, NodeIndex node) {
    const Tag tag = tree[node].tag;
    if (tag != Tag::a && tag != Tag::ins && tag != Tag::del) return is_phrasing(tag);
    for (NodeIndex child = tree[node].first_child; child != kNoNode; child = tree[child].next) {
        if (!is_phrasing_content(tree, child)) return false;
    }
    return true;
}

bool has_block_inside(const HtmlTree& tree, NodeIndex node) {
    for (NodeIndex at = tree.first(node); at != kNoNode; at = tree.following(at, node)) {
        if (is_block_in_div(tree[at].tag)) return true;
    }
    return false;
}

} // namespace hypha::edge::articles

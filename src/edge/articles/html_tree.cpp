#include "edge/articles/html_tree.hpp"

#include "edge/feeds/ascii.hpp"

#include <algorithm>

namespace hypha::edge::articles {

HtmlTree::HtmlTree() : nodes_(1) {}

NodeIndex HtmlTree::create(Tag tag) {
    nodes_.emplace_back().tag = tag;
    return static_cast<NodeIndex>(nodes_.size() - 1);
}

void HtmlTree::append(NodeIndex parent, NodeIndex child) {
    HtmlNode& node = nodes_[child];
    node.parent = parent;
    node.previous = nodes_[parent].last_child;
    node.next = kNoNode;
    if (node.previous == kNoNode) nodes_[parent].first_child = child;
    else nodes_[node.previous].next = child;
    nodes_[parent].last_child = child;
}

void HtmlTree::insert_before(NodeIndex child, NodeIndex before) {
    HtmlNode& node = nodes_[child];
    node.parent = nodes_[before].parent;
    node.previous = nodes_[before].previous;
    node.next = before;
    if (node.previous == kNoNode) nodes_[node.parent].first_child = child;
    else nodes_[node.previous].next = child;
    nodes_[before].previous = child;
}

void HtmlTree::detach(NodeIndex node) {
    HtmlNode& gone = nodes_[node];
    if (gone.parent == kNoNode) return;
    if (gone.previous == kNoNode) nodes_[gone.parent].first_child = gone.next;
    else nodes_[gone.previous].next = gone.next;
    if (gone.next == kNoNode) nodes_[gone.parent].last_child = gone.previous;
    else nodes_[gone.next].previous = gone.previous;
    gone.parent = gone.previous = gone.next = kNoNode;
}

void HtmlTree::replace(NodeIndex old, NodeIndex by) {
    detach(by);
    insert_before(by, old);
    detach(old);
}

void HtmlTree::move_children(NodeIndex from, NodeIndex to) {
    while (nodes_[from].first_child != kNoNode) {
        const NodeIndex child = nodes_[from].first_child;
        detach(child);
        append(to, child);
    }
}

NodeIndex HtmlTree::following(NodeIndex node, NodeIndex top) const {
    return nodes_[node].first_child != kNoNode ? nodes_[node].first_child : following_outside(node, top);
}

NodeIndex HtmlTree::following_outside(NodeIndex node, NodeIndex top) const {
    while (node != top && node != kNoNode) {
        if (nodes_[node].next != kNoNode) return nodes_[node].next;
        node = nodes_[node].parent;
    }
    return kNoNode;
}

NodeIndex HtmlTree::first_of(NodeIndex top, Tag tag) const {
    for (NodeIndex node = first(top); node != kNoNode; node = following(node, top)) {
        if (nodes_[node].tag == tag) return node;
    }
    return kNoNode;
}

std::vector<NodeIndex> HtmlTree::all_of(NodeIndex top, std::initializer_list<Tag> tags) const {
    std::vector<NodeIndex> found;
    for (NodeIndex node = first(top); node != kNoNode; node = following(node, top)) {
        if (std::ranges::find(tags, nodes_[node].tag) != tags.end()) found.push_back(node);
    }
    return found;
}

bool HtmlTree::has_ancestor(NodeIndex node, Tag tag, std::size_t levels) const {
    for (NodeIndex at = nodes_[node].parent; at != kNoNode && levels > 0; at = nodes_[at].parent, --levels) {
        if (nodes_[at].tag == tag) return true;
    }
    return false;
}

bool HtmlTree::contains(NodeIndex ancestor, NodeIndex node) const {
    while (node != kNoNode && node != ancestor) node = nodes_[node].parent;
    return node != kNoNode;
}

std::string_view HtmlTree::attribute(NodeIndex node, std::string_view name) const {
    const auto& attributes = nodes_[node].attributes;
    const auto found = std::ranges::find(attributes, name, &HtmlAttribute::name);
    return found == attributes.end() ? std::string_view() : found->value;
}

bool HtmlTree::has_attribute(NodeIndex node, std::string_view name) const {
    return std::ranges::find(nodes_[node].attributes, name, &HtmlAttribute::name) != nodes_[node].attributes.end();
}

void HtmlTree::set_attribute(NodeIndex node, std::string_view name, std::string value) {
    auto& attributes = nodes_[node].attributes;
    const auto found = std::ranges::find(attributes, name, &HtmlAttribute::name);
    if (found != attributes.end()) found->value = std::move(value);
    else attributes.push_back({std::string(name), std::move(value)});
}

std::size_t HtmlTree::element_children(NodeIndex node) const {
    std::size_t count = 0;
    for (NodeIndex at = nodes_[node].first_child; at != kNoNode; at = nodes_[at].next)
        count += nodes_[at].is_text() ? 0 : 1;
    return count;
}

NodeIndex HtmlTree::first_element(NodeIndex node) const {
    NodeIndex at = nodes_[node].first_child;
    while (at != kNoNode && nodes_[at].is_text()) at = nodes_[at].next;
    return at;
}

NodeIndex HtmlTree::previous_element(NodeIndex node) const {
    NodeIndex at = nodes_[node].previous;
    while (at != kNoNode && nodes_[at].is_text()) at = nodes_[at].previous;
    return at;
}

std::string HtmlTree::raw_text(NodeIndex node, std::size_t most) const {
    if (nodes_[node].is_text()) return nodes_[node].text;
    std::string text;
    for (NodeIndex at = first(node); at != kNoNode && text.size() <= most; at = following(at, node)) {
        if (nodes_[at].is_text()) text += nodes_[at].text;
    }
    return text;
}

std::string HtmlTree::plain_text(NodeIndex node) const { return collapse_blanks(raw_text(node)); }

std::string collapse_blanks(std::string_view text) {
    std::string result;
    bool pending = false;
    while (!text.empty()) {
        const bool no_break = text.starts_with("\xC2\xA0");
        if (no_break || feeds::is_blank(text.front())) {
            pending = !result.empty();
            text.remove_prefix(no_break ? 2 : 1);
            continue;
        }
        if (pending) result += ' ';
        pending = false;
        result += text.front();
        text.remove_prefix(1);
    }
    return result;
}

std::string_view first_bytes(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

} // namespace hypha::edge::articles

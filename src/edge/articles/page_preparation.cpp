#include "edge/articles/page_preparation.hpp"

#include "edge/articles/phrasing.hpp"
#include "edge/feeds/ascii.hpp"

namespace hypha::edge::articles {
namespace {

// The <img> of an element that holds one picture and no text; kNoNode for others.
NodeIndex only_picture(const HtmlTree& tree, NodeIndex node) {
    NodeIndex found = kNoNode;
    if (tree[node].tag == Tag::img) return node;
    for (NodeIndex at = tree.first(node); at != kNoNode; at = tree.following(at, node)) {
        if (tree[at].is_text()) {
            if (!is_blank_text(tree, at)) return kNoNode;
        } else if (tree[at].tag == Tag::img) {
            if (found != kNoNode) return kNoNode;
            found = at;
        }
    }
    return found;
}

// <img src="placeholder"><noscript><img src="real"></noscript>
void unwrap_noscript_pictures(HtmlTree& tree) {
    for (const NodeIndex noscript : tree.all_of(HtmlTree::kRoot, {Tag::noscript})) {
        const NodeIndex real = only_picture(tree, noscript);
        const NodeIndex before = tree.previous_element(noscript);
        if (real == kNoNode || before == kNoNode) continue;
        const NodeIndex stand_in = only_picture(tree, before);
        if (stand_in == kNoNode) continue;
        for (const std::string_view name : {"src", "srcset", "alt"}) {
            const std::string value(tree.attribute(real, name));
            if (!value.empty()) tree.set_attribute(stand_in, name, value);
        }
    }
}

void remove_all(HtmlTree& tree, std::initializer_list<Tag> tags) {
    for (const NodeIndex node : tree.all_of(HtmlTree::kRoot, tags)) tree.detach(node);
}

// The next node that is not a blank text, from `node` on.
NodeIndex skip_blank_text(const HtmlTree& tree, NodeIndex node) {
    while (node != kNoNode && is_blank_text(tree, node)) node = tree[node].next;
    return node;
}

bool is_break(const HtmlTree& tree, NodeIndex node) { return node != kNoNode && tree[node].tag == Tag::br; }

void break_chain_to_paragraph(HtmlTree& tree, NodeIndex line_break) {
    bool is_chain = false;
    for (NodeIndex next = skip_blank_text(tree, tree[line_break].next); is_break(tree, next);) {
        is_chain = true;
        const NodeIndex after = tree[next].next;
        tree.detach(next);
        next = skip_blank_text(tree, after);
    }
    if (!is_chain) return;
    const NodeIndex paragraph = tree.create(Tag::p);
    tree.replace(line_break, paragraph);
    for (NodeIndex next = tree[paragraph].next; next != kNoNode;) {
        if (is_break(tree, next) && is_break(tree, skip_blank_text(tree, tree[next].next))) break;
        if (!is_phrasing_content(tree, next)) break;
        const NodeIndex after = tree[next].next;
        tree.detach(next);
        tree.append(paragraph, next);
        next = after;
    }
    while (tree[paragraph].last_child != kNoNode && is_blank_or_break(tree, tree[paragraph].last_child)) {
        tree.detach(tree[paragraph].last_child);
    }
    HtmlNode& parent = tree[tree[paragraph].parent];
    if (parent.tag == Tag::p) parent.tag = Tag::div;
}

} // namespace

void prepare_page(HtmlTree& tree) {
    unwrap_noscript_pictures(tree);
    remove_all(tree, {Tag::script, Tag::style, Tag::noscript, Tag::template_, Tag::link, Tag::meta, Tag::head});
    for (const NodeIndex line_break : tree.all_of(HtmlTree::kRoot, {Tag::br})) {
        if (tree[line_break].parent != kNoNode) break_chain_to_paragraph(tree, line_break);
    }
}

} // namespace hypha::edge::articles

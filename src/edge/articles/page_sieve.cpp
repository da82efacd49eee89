#include "edge/articles/page_sieve.hpp"

#include "edge/articles/class_hints.hpp"
#include "edge/articles/measure.hpp"
#include "edge/articles/phrasing.hpp"
#include "edge/feeds/ascii.hpp"

#include <algorithm>

namespace hypha::edge::articles {
namespace {

constexpr std::size_t kLongestByline = 100;     // bytes
constexpr std::size_t kLongestHeading = 10'000; // bytes
constexpr std::size_t kNearAncestors = 4;
constexpr double kSameTitle = 0.75;

bool is_hidden(const HtmlTree& tree, NodeIndex node) {
    if (tree.has_attribute(node, "hidden")) return true;
    if (tree.attribute(node, "aria-hidden") == "true" && !tree.attribute(node, "class").contains("fallback-image"))
        return true;
    if (tree.attribute(node, "aria-modal") == "true" && tree.attribute(node, "role") == "dialog") return true;
    std::string style;
    for (const char c : tree.attribute(node, "style")) {
        if (!feeds::is_blank(c)) style += feeds::lower(c);
    }
    return style.contains("display:none") || style.contains("visibility:hidden");
}

bool has_unlikely_role(std::string_view role) {
    return role == "menu" || role == "menubar" || role == "complementary" || role == "navigation" || role == "alert" ||
           role == "alertdialog" || role == "dialog";
}

bool is_unlikely(const HtmlTree& tree, NodeIndex node, const ClassNames& names) {
    const Tag tag = tree[node].tag;
    if (has_unlikely_role(tree.attribute(node, "role"))) return true;
    return tag != Tag::body && tag != Tag::a && is_unlikely_content(names) &&
           !tree.has_ancestor(node, Tag::table, kNearAncestors) && !tree.has_ancestor(node, Tag::code, kNearAncestors);
}

bool is_byline(const HtmlTree& tree, NodeIndex node, const ClassNames& names) {
    if (tree.attribute(node, "rel") != "author" && !tree.attribute(node, "itemprop").contains("author") &&
        !names_byline(names))
        return false;
    const std::string raw = tree.raw_text(node, kLongestByline * 10);
    const std::string text = collapse_blanks(raw);
    return !text.empty() && text.size() < kLongestByline && raw.size() <= kLongestByline * 10;
}

std::string byline_of(const HtmlTree& tree, NodeIndex node) {
    for (NodeIndex at = tree.first(node); at != kNoNode; at = tree.following(at, node)) {
        if (tree.attribute(at, "itemprop").contains("name")) return tree.plain_text(at);
    }
    return tree.plain_text(node);
}

bool repeats_title(const HtmlTree& tree, NodeIndex node, const TitleWords& title) {
    const Tag tag = tree[node].tag;
    return (tag == Tag::h1 || tag == Tag::h2) && title.share_in(tree.raw_text(node, kLongestHeading)) > kSameTitle;
}

// Sections and headings of blanks and line breaks alone.
bool is_empty_section(const HtmlTree& tree, NodeIndex node) {
    const Tag tag = tree[node].tag;
    if (tag != Tag::div && tag != Tag::section && tag != Tag::header && !is_heading(tag)) return false;
    for (NodeIndex at = tree.first(node); at != kNoNode; at = tree.following(at, node)) {
        if (!is_blank_or_break(tree, at) && tree[at].tag != Tag::hr) return false;
    }
    return true;
}

// Lines of text that lie in a <div> beside blocks get a <p> of their own.
void wrap_loose_text(HtmlTree& tree, NodeIndex div) {
    for (NodeIndex child = tree[div].first_child; child != kNoNode;) {
        if (!is_phrasing_content(tree, child)) {
            child = tree[child].next;
            continue;
        }
        const NodeIndex paragraph = tree.create(Tag::p);
        tree.insert_before(paragraph, child);
        while (child != kNoNode && is_phrasing_content(tree, child)) {
            const NodeIndex next = tree[child].next;
            tree.detach(child);
            const bool is_leading_blank = tree[paragraph].first_child == kNoNode && is_blank_or_break(tree, child);
            if (!is_leading_blank) tree.append(paragraph, child);
            child = next;
        }
        while (tree[paragraph].last_child != kNoNode && is_blank_or_break(tree, tree[paragraph].last_child)) {
            tree.detach(tree[paragraph].last_child);
        }
        if (tree[paragraph].first_child == kNoNode) tree.detach(paragraph);
    }
}

// A <div> around one <p>, or around no block at all, is a paragraph. Returns the node that stands there now.
NodeIndex div_to_paragraph(HtmlTree& tree, NodeIndex div) {
    wrap_loose_text(tree, div);
    const NodeIndex child = tree.first_element(div);
    const bool is_only = child != kNoNode && tree.element_children(div) == 1 && tree[child].tag == Tag::p &&
                         tree[div].first_child == child && tree[div].last_child == child;
    if (is_only && measure(tree, div).link_density() < 0.25) {
        // What the box was called is said of what is in it.
        for (const std::string_view name : {"class", "id"}) {
            const std::string value(tree.attribute(div, name));
            if (!value.empty() && !tree.has_attribute(child, name)) tree.set_attribute(child, name, value);
        }
        tree.replace(div, child);
        return child;
    }
    if (!has_block_inside(tree, div)) tree[div].tag = Tag::p;
    return div;
}

} // namespace

std::string sieve_page(HtmlTree& tree, NodeIndex body, const FindOptions& options) {
    std::string byline;
    const TitleWords title(options.title);
    bool seeks_title = !title.is_empty();
    for (NodeIndex node = tree.first(body); node != kNoNode;) {
        if (tree[node].is_text()) {
            node = tree.following(node, body);
            continue;
        }
        const ClassNames names = class_names(tree, node);
        bool goes = is_hidden(tree, node);
        if (!goes && options.seeks_byline && byline.empty() && is_byline(tree, node, names)) {
            byline = byline_of(tree, node);
            goes = true;
        }
        if (!goes && seeks_title && repeats_title(tree, node, title)) {
            seeks_title = false;
            goes = true;
        }
        goes = goes || (options.strips_unlikely && is_unlikely(tree, node, names)) || is_empty_section(tree, node);
        if (goes) {
            const NodeIndex next = tree.following_outside(node, body);
            tree.detach(node);
            node = next;
            continue;
        }
        if (tree[node].tag == Tag::div) node = div_to_paragraph(tree, node);
        node = tree.following(node, body);
    }
    return byline;
}

} // namespace hypha::edge::articles

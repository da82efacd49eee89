// A page as a tree in one array, built from libxml2's HTML parser as a run of tags (SAX), so that nothing of libxml2's own tree
// is ever made, no limit of ours can be missed, and freeing it is not recursive. libxml2 reads HTML 4; what HTML 5 asks beside
// it is done here: its sections close an open paragraph, <source>, <wbr> and <track> are empty, <font> is <span>.
// An index stays valid as long as its tree: detached nodes are not freed. Every operation leaves links consistent both ways.
#pragma once

#include "core/base/error.hpp"
#include "edge/articles/article_limits.hpp"
#include "edge/articles/html_tags.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::edge::articles {

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xFFFFFFFF;

struct HtmlAttribute {
    std::string name; // lower case
    std::string value;
};

struct HtmlNode {
    Tag tag = Tag::other;
    NodeIndex parent = kNoNode;
    NodeIndex previous = kNoNode;
    NodeIndex next = kNoNode;
    NodeIndex first_child = kNoNode;
    NodeIndex last_child = kNoNode;
    std::string text; // of a text node, and of a script
    std::vector<HtmlAttribute> attributes;

    bool is_text() const { return tag == Tag::text; }
};

class HtmlTree {
public:
    HtmlTree();

    static constexpr NodeIndex kRoot = 0; // the parent of <html>

    HtmlNode& operator[](NodeIndex node) { return nodes_[node]; }
    const HtmlNode& operator[](NodeIndex node) const { return nodes_[node]; }
    std::size_t size() const { return nodes_.size(); }

    NodeIndex create(Tag tag);
    void append(NodeIndex parent, NodeIndex child); // child is detached
    void insert_before(NodeIndex child, NodeIndex before);
    void detach(NodeIndex node);
    void replace(NodeIndex old, NodeIndex by); // `by` is taken from where it was
    void move_children(NodeIndex from, NodeIndex to);

    // Order of the document within `top`, which itself is not visited: for (n = first(top); n != kNoNode; n = following(n, top)).
    NodeIndex first(NodeIndex top) const { return nodes_[top].first_child; }
    NodeIndex following(NodeIndex node, NodeIndex top) const;
    NodeIndex following_outside(NodeIndex node, NodeIndex top) const; // skips what is in `node`

    NodeIndex first_of(NodeIndex top, Tag tag) const; // kNoNode when there is none
    std::vector<NodeIndex> all_of(NodeIndex top, std::initializer_list<Tag> tags) const;
    bool has_ancestor(NodeIndex node, Tag tag, std::size_t levels = SIZE_MAX) const;
    bool contains(NodeIndex ancestor, NodeIndex node) const; // itself too

    std::string_view attribute(NodeIndex node, std::string_view name) const; // empty when absent
    bool has_attribute(NodeIndex node, std::string_view name) const;
    void set_attribute(NodeIndex node, std::string_view name, std::string value);

    // Only elements count here, as in the DOM.
    std::size_t element_children(NodeIndex node) const;
    NodeIndex first_element(NodeIndex node) const;
    NodeIndex previous_element(NodeIndex node) const;

    // All text below, scripts left out; blanks as they are, or one between words and none around. Once it has more than `most`
    // bytes no more is added: who only asks whether a text is short does not pay for a long one.
    std::string raw_text(NodeIndex node, std::size_t most = SIZE_MAX) const;
    std::string plain_text(NodeIndex node) const;

private:
    std::vector<HtmlNode> nodes_;
};

// One blank between words, none around; a no-break space is a blank.
std::string collapse_blanks(std::string_view text);

// Its first `most` bytes, less those of a letter that would be cut.
std::string_view first_bytes(std::string_view text, std::size_t most);

// `text` is UTF-8. Errors: page_too_deep, page_too_large (nodes).
Result<HtmlTree> read_html(std::string_view text, const ArticleLimits& limits);

} // namespace hypha::edge::articles

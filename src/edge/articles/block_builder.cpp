#include "edge/articles/block_builder.hpp"

#include "edge/articles/content_cleaning.hpp"
#include "edge/articles/phrasing.hpp"
#include "edge/articles/picture_address.hpp"
#include "edge/articles/web_address.hpp"
#include "edge/feeds/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>

namespace hypha::edge::articles {
namespace {

using news::Block;
using news::Span;
using news::Spans;

constexpr int kDeepestList = 9;

// How the text at some place of the tree is shown.
struct Place {
    Span style;
    Block frame; // kind, level, ordered, number of the block that text here becomes
};

class Builder {
public:
    Builder(const HtmlTree& tree, std::string_view base, std::size_t most) : tree_(tree), base_(base), most_(most) {}

    std::vector<Block> build(NodeIndex top) {
        walk_children(top, Place{});
        flush(Place{});
        return std::move(blocks_);
    }

private:
    void walk_children(NodeIndex node, const Place& place) {
        for (NodeIndex child = tree_[node].first_child; child != kNoNode; child = tree_[child].next) walk(child, place);
    }

    void walk(NodeIndex node, const Place& place) {
        if (blocks_.size() >= most_) return;
        Place inside = place;
        const Tag tag = tree_[node].tag;
        if (is_without_text(tag)) return;
        switch (tag) {
        case Tag::text: add_text(tree_[node].text, place); return;
        case Tag::br: add_break(place); return;
        case Tag::img: pictures_.push_back(node); return;
        case Tag::pre: add_preformatted(node, place); return;
        case Tag::figure: add_figure(node, place); return;
        case Tag::table: add_table(node, place); return;
        case Tag::ul:
        case Tag::ol: add_list(node, place); return;
        case Tag::a: inside.style.link = link_of(node); break;
        case Tag::blockquote:
            inside.frame = Block{};
            inside.frame.kind = Block::Kind::quote;
            break;
        default:
            inside.style.emphasis = inside.style.emphasis || is_emphasis(tag);
            inside.style.strong = inside.style.strong || tag == Tag::b || tag == Tag::strong;
            inside.style.code = inside.style.code || is_code(tag);
            if (is_heading(tag) && place.frame.kind != Block::Kind::list_item) {
                inside.frame = Block{};
                inside.frame.kind = Block::Kind::heading;
                inside.frame.level = static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1;
            }
        }
        const bool is_line = is_phrasing(tag) || tag == Tag::a || tag == Tag::ins || tag == Tag::del ||
                             tag == Tag::strike || tag == Tag::other || tag == Tag::picture;
        if (is_line) {
            walk_children(node, inside);
            return;
        }
        flush(place);
        walk_children(node, inside);
        flush(inside);
    }

    void add_text(std::string_view text, const Place& place) {
        Span span = place.style;
        span.text = text;
        // Line ends of the source are blanks.
        std::ranges::replace(span.text, '\n', ' ');
        news::append_span(spans_, std::move(span));
    }

    void add_break(const Place& place) {
        Span span = place.style;
        span.text = "\n";
        if (!spans_.empty()) news::append_span(spans_, std::move(span));
    }

    std::string link_of(NodeIndex node) const {
        const std::string_view reference = feeds::trim(tree_.attribute(node, "href"));
        return reference.empty() || reference.starts_with('#') ? "" : web_address(base_, reference);
    }

    // Ends the block that text was gathered for, and shows the pictures that were met in it.
    void flush(const Place& place) {
        news::trim_spans(spans_);
        if (!spans_.empty() && blocks_.size() < most_) {
            Block block = place.frame;
            block.spans = std::move(spans_);
            if (block.kind == Block::Kind::list_item) {
                block.continues = is_item_open_;
                if (block.continues) {
                    block.ordered = false;
                    block.number = 0;
                }
                is_item_open_ = true;
            }
            blocks_.push_back(std::move(block));
        }
        spans_.clear();
        for (const NodeIndex picture : pictures_) add_picture(picture, {});
        pictures_.clear();
    }

    void add_picture(NodeIndex picture, Spans caption) {
        Block block;
        block.kind = Block::Kind::figure;
        block.address = picture_address(tree_, picture, base_);
        if (block.address.empty()) {
            if (!caption.empty()) {
                block = Block{};
                block.spans = std::move(caption);
                if (blocks_.size() < most_) blocks_.push_back(std::move(block));
            }
            return;
        }
        Spans alternative;
        Span span;
        span.text = tree_.attribute(picture, "alt");
        std::ranges::replace(span.text, '\n', ' ');
        news::append_span(alternative, std::move(span));
        news::trim_spans(alternative);
        block.text = news::plain_text(alternative);
        block.spans = std::move(caption);
        const bool is_new = shown_.insert(block.address).second;
        if ((!is_new && block.spans.empty()) || blocks_.size() >= most_) return;
        blocks_.push_back(std::move(block));
    }

    void add_figure(NodeIndex node, const Place& place) {
        flush(place);
        const NodeIndex picture = tree_.first_of(node, Tag::img);
        const NodeIndex caption = tree_.first_of(node, Tag::figcaption);
        const bool is_plain = picture != kNoNode && caption != kNoNode && tree_.all_of(node, {Tag::img}).size() == 1 &&
                              !tree_.contains(caption, picture) && text_is_caption(node, caption);
        if (!is_plain) {
            walk_children(node, place);
            flush(place);
            return;
        }
        add_picture(picture, cell_spans(caption));
    }

    // Whether a figure says nothing beside its caption.
    bool text_is_caption(NodeIndex figure, NodeIndex caption) const {
        for (NodeIndex at = tree_.first(figure); at != kNoNode; at = tree_.following(at, figure)) {
            if (tree_[at].is_text() && !is_blank_text(tree_, at) && !tree_.contains(caption, at)) return false;
        }
        return true;
    }

    void add_preformatted(NodeIndex node, const Place& place) {
        flush(place);
        std::string text;
        for (NodeIndex at = tree_.first(node); at != kNoNode; at = tree_.following(at, node)) {
            if (tree_[at].tag == Tag::br) text += '\n';
            for (const char c : tree_[at].text) {
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') text += c;
            }
        }
        text.erase(0, text.starts_with('\n') ? 1 : 0);
        text.erase(text.find_last_not_of(" \t\n") + 1);
        if (text.empty() || blocks_.size() >= most_) return;
        Block block;
        block.kind = Block::Kind::code;
        block.text = std::move(text);
        blocks_.push_back(std::move(block));
    }

    void add_list(NodeIndex node, const Place& place) {
        flush(place);
        const bool was_open = is_item_open_;
        Place inside = place;
        const int depth = place.frame.kind == Block::Kind::list_item ? place.frame.level : 0;
        inside.frame = Block{};
        inside.frame.kind = Block::Kind::list_item;
        inside.frame.level = std::min(depth + 1, kDeepestList);
        inside.frame.ordered = tree_[node].tag == Tag::ol;
        int number = 1;
        const std::string_view start = tree_.attribute(node, "start");
        (void)std::from_chars(start.data(), start.data() + start.size(), number);
        number = std::clamp(number, 0, 900'000'000);
        for (NodeIndex child = tree_[node].first_child; child != kNoNode; child = tree_[child].next) {
            if (is_blank_text(tree_, child)) continue;
            is_item_open_ = false;
            if (inside.frame.ordered) inside.frame.number = number++;
            walk(child, inside);
            flush(inside);
        }
        is_item_open_ = was_open || place.frame.kind == Block::Kind::list_item;
    }

    // The text of a cell or caption as one line, whatever blocks it is made of.
    Spans cell_spans(NodeIndex node) const {
        Builder inner(tree_, base_, most_);
        inner.walk_children(node, Place{});
        inner.flush(Place{});
        Spans spans;
        for (const Block& block : inner.blocks_) {
            Spans parts = block.kind == Block::Kind::code || block.kind == Block::Kind::table ? Spans{} : block.spans;
            if (parts.empty() && block.kind != Block::Kind::figure) {
                Span span;
                span.text = news::plain_text(block);
                parts.push_back(std::move(span));
            }
            if (!spans.empty() && !parts.empty()) news::append_span(spans, line_end());
            for (Span& span : parts) news::append_span(spans, std::move(span));
        }
        news::trim_spans(spans);
        return spans;
    }

    static Span line_end() {
        Span span;
        span.text = "\n";
        return span;
    }

    void add_table(NodeIndex node, const Place& place) {
        flush(place);
        // A table around tables is read as what lies in it: rows of rows would be nobody's reading.
        if (!is_fact_table(tree_, node) || tree_.first_of(node, Tag::table) != kNoNode) {
            walk_children(node, place);
            flush(place);
            return;
        }
        Block block;
        block.kind = Block::Kind::table;
        Spans title;
        for (NodeIndex at = tree_.first(node); at != kNoNode;) {
            const Tag tag = tree_[at].tag;
            if (tag == Tag::tr) add_row(at, block);
            if (tag == Tag::caption) title = cell_spans(at);
            at = tag == Tag::tr || tag == Tag::caption ? tree_.following_outside(at, node) : tree_.following(at, node);
        }
        if (!title.empty() && blocks_.size() < most_) {
            blocks_.emplace_back().spans = std::move(title);
        }
        if (!block.rows.empty() && blocks_.size() < most_) blocks_.push_back(std::move(block));
    }

    void add_row(NodeIndex row, Block& table) const {
        std::vector<Spans> cells;
        bool all_name = true;
        bool has_text = false;
        for (NodeIndex at = tree_[row].first_child; at != kNoNode; at = tree_[at].next) {
            const Tag tag = tree_[at].tag;
            if (tag != Tag::td && tag != Tag::th) continue;
            all_name = all_name && tag == Tag::th;
            cells.push_back(cell_spans(at));
            has_text = has_text || !cells.back().empty();
        }
        if (!has_text) return;
        if (table.rows.empty()) table.has_header = all_name;
        table.rows.push_back(std::move(cells));
    }

    const HtmlTree& tree_;
    const std::string_view base_;
    const std::size_t most_;
    std::vector<Block> blocks_;
    Spans spans_;
    std::vector<NodeIndex> pictures_;
    std::set<std::string> shown_; // addresses of figures: pages repeat a picture for other widths
    bool is_item_open_ = false;   // the list item has its first block already
};

} // namespace

std::vector<news::Block> build_blocks(const HtmlTree& tree, NodeIndex top, std::string_view base, std::size_t most) {
    return Builder(tree, base, most).build(top);
}

} // namespace hypha::edge::articles

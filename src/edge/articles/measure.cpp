#include "edge/articles/measure.hpp"

#include "edge/feeds/ascii.hpp"

namespace hypha::edge::articles {
namespace {

bool carries_text(Tag tag) { return is_block_in_div(tag) || tag == Tag::span || tag == Tag::li || tag == Tag::td; }

Measure measure_into(const HtmlTree& tree, NodeIndex node, std::vector<Measure>* all) {
    Measure result;
    if (tree[node].is_text()) {
        result = measure_text(tree[node].text);
    } else {
        for (NodeIndex child = tree[node].first_child; child != kNoNode; child = tree[child].next) {
            add_child(result, measure_into(tree, child, all), tree, child);
        }
    }
    if (all != nullptr) (*all)[node] = result;
    return result;
}

} // namespace

Measure measure_text(std::string_view text) {
    Measure result;
    bool in_blank = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const bool no_break = rest.starts_with("\xC2\xA0");
        if (no_break || feeds::is_blank(text[at])) {
            if (!in_blank) ++result.blanks;
            in_blank = true;
            if (no_break) ++at;
            continue;
        }
        in_blank = false;
        if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
        ++result.letters;
        if (text[at] == ',' || rest.starts_with("\xD8\x8C") || rest.starts_with("\xEF\xBC\x8C") ||
            rest.starts_with("\xE3\x80\x81"))
            ++result.commas;
    }
    return result;
}

void add_child(Measure& parent, const Measure& child, const HtmlTree& tree, NodeIndex child_node) {
    const Tag tag = tree[child_node].tag;
    parent.letters += child.letters;
    parent.blanks += child.blanks;
    parent.commas += child.commas;
    const bool within_page = tag == Tag::a && tree.attribute(child_node, "href").starts_with('#') &&
                             tree.attribute(child_node, "href").size() > 1;
    parent.linked += tag == Tag::a ? static_cast<double>(child.length()) * (within_page ? 0.3 : 1.0) : child.linked;
    parent.headed += is_heading(tag) ? child.length() : child.headed;
    parent.listed += tag == Tag::ul || tag == Tag::ol ? child.length() : child.listed;
    parent.has_plain_text = parent.has_plain_text || child.has_plain_text || (carries_text(tag) && child.letters > 0);
    parent.paragraphs += child.paragraphs + (tag == Tag::p ? 1 : 0);
    parent.pictures += child.pictures + (tag == Tag::img ? 1 : 0);
    parent.items += child.items + (tag == Tag::li ? 1 : 0);
    parent.inputs += child.inputs + (tag == Tag::input ? 1 : 0);
    parent.fact_tables += child.fact_tables;
    parent.embeds += child.embeds + (tag == Tag::object || tag == Tag::embed || tag == Tag::iframe ? 1 : 0);
}

Measure measure(const HtmlTree& tree, NodeIndex node) { return measure_into(tree, node, nullptr); }

std::vector<Measure> measure_all(const HtmlTree& tree, NodeIndex top) {
    std::vector<Measure> all(tree.size());
    (void)measure_into(tree, top, &all);
    return all;
}

} // namespace hypha::edge::articles

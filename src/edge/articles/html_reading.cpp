// libxml2's run of tags made into a tree; declared in html_tree.hpp. The text goes in by pieces, so that a page beyond a limit
// costs no more than one piece after it.
#include "edge/articles/html_tree.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/bounded_tags.hpp"

#include <algorithm>
#include <libxml/HTMLparser.h>
#include <memory>

namespace hypha::edge::articles {
namespace {

constexpr std::size_t kPieceBytes = 16384;

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

class TreeBuilder {
public:
    explicit TreeBuilder(const ArticleLimits& limits) : limits_(limits) {}

    void start(std::string_view name, const xmlChar** attributes) {
        ++libxml_depth_;
        if (!error_.empty()) return;
        if (libxml_depth_ > limits_.depth) error_ = "page_too_deep";
        else if (tree_.size() >= limits_.nodes) error_ = "page_too_large";
        if (!error_.empty()) return;
        const Tag tag = tag_of(feeds::lower(name));
        if (closes_paragraph(tag)) close_paragraph();
        const NodeIndex parent = open_.empty() ? HtmlTree::kRoot : open_.back().inside;
        const NodeIndex node = tree_.create(tag);
        tree_.append(parent, node);
        for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
            if (attributes_ >= limits_.attributes) break;
            ++attributes_;
            tree_[node].attributes.push_back({feeds::lower(view(attributes[0])), std::string(view(attributes[1]))});
        }
        const bool is_void = tag == Tag::source || tag == Tag::wbr || tag == Tag::track;
        open_.push_back({tag, is_void ? parent : node});
    }

    void end() {
        --libxml_depth_;
        if (error_.empty() && !open_.empty()) open_.pop_back();
    }

    void characters(std::string_view text) {
        if (!error_.empty()) return;
        const NodeIndex parent = open_.empty() ? HtmlTree::kRoot : open_.back().inside;
        const Tag tag = tree_[parent].tag;
        if (tag == Tag::script || tag == Tag::style) {
            if (tag == Tag::script) tree_[parent].text += text;
            return;
        }
        NodeIndex node = tree_[parent].last_child;
        if (node == kNoNode || !tree_[node].is_text()) {
            if (tree_.size() >= limits_.nodes) {
                error_ = "page_too_large";
                return;
            }
            node = tree_.create(Tag::text);
            tree_.append(parent, node);
        }
        tree_[node].text += text;
    }

    bool has_failed() const { return !error_.empty(); }
    Result<HtmlTree> take() {
        if (!error_.empty()) return failure(error_);
        return std::move(tree_);
    }

private:
    struct Open {
        Tag tag;
        NodeIndex inside; // where what follows is put
    };

    // libxml2 goes on as if the paragraph were open, so its entry stays and points to where the paragraph is.
    void close_paragraph() {
        for (std::size_t at = open_.size(); at-- > 0;) {
            const Tag tag = open_[at].tag;
            if (tag == Tag::table || tag == Tag::td || tag == Tag::th || tag == Tag::caption || tag == Tag::button ||
                tag == Tag::object || tag == Tag::html || tag == Tag::template_)
                return;
            if (tag != Tag::p || tree_[open_[at].inside].tag != Tag::p) continue;
            const NodeIndex outside = tree_[open_[at].inside].parent;
            for (std::size_t below = at; below < open_.size(); ++below) open_[below].inside = outside;
            return;
        }
    }

    const ArticleLimits& limits_;
    HtmlTree tree_;
    std::vector<Open> open_;
    std::size_t libxml_depth_ = 0;
    std::size_t attributes_ = 0;
    std::string error_;
};

TreeBuilder& builder_of(void* context) { return *static_cast<TreeBuilder*>(context); }

void start_element(void* context, const xmlChar* name, const xmlChar** attributes) {
    builder_of(context).start(view(name), attributes);
}
void end_element(void* context, const xmlChar*) { builder_of(context).end(); }
void characters(void* context, const xmlChar* text, int bytes) {
    builder_of(context).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(bytes)});
}

} // namespace

Result<HtmlTree> read_html(std::string_view text, const ArticleLimits& limits) {
    const std::string bounded = feeds::bounded_tags(text, limits.attributes_per_tag);
    TreeBuilder builder(limits);
    htmlSAXHandler handler{};
    handler.startElement = start_element;
    handler.endElement = end_element;
    handler.characters = characters;
    handler.ignorableWhitespace = characters;
    handler.cdataBlock = characters;
    const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
        htmlCreatePushParserCtxt(&handler, &builder, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8), &htmlFreeParserCtxt);
    if (!parser) return failure("out_of_memory");
    // IGNORE_ENC: the text is UTF-8 now, whatever its <meta> says.
    (void)htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                               HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    std::size_t at = 0;
    do {
        const std::size_t bytes = std::min(kPieceBytes, bounded.size() - at);
        const bool is_last = at + bytes == bounded.size();
        // Errors of the page are the page's; what it says all the same counts.
        (void)htmlParseChunk(parser.get(), bounded.data() + at, static_cast<int>(bytes), is_last ? 1 : 0);
        at += bytes;
    } while (at < bounded.size() && !builder.has_failed());
    return builder.take();
}

} // namespace hypha::edge::articles

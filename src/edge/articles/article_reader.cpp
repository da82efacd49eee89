#include "edge/articles/article_reader.hpp"

#include "edge/articles/block_builder.hpp"
#include "edge/articles/content_cleaning.hpp"
#include "edge/articles/content_finder.hpp"
#include "edge/articles/measure.hpp"
#include "edge/articles/page_metadata.hpp"
#include "edge/articles/page_preparation.hpp"
#include "edge/articles/web_address.hpp"
#include "edge/feeds/ascii.hpp"
#include "edge/feeds/date_forms.hpp"
#include "edge/feeds/text_encoding.hpp"
#include "edge/feeds/url.hpp"

#include <utility>

namespace hypha::edge::articles {
namespace {

constexpr std::size_t kEnoughText = 500; // code points; with less a laxer run is tried

struct Extract {
    std::vector<news::Block> blocks;
    std::string byline;
    std::size_t length = 0; // code points
};

// Stricter runs first: each further one trusts names and numbers less. The first with enough text wins, else the longest.
Extract extract(const HtmlTree& page, const PageMetadata& metadata, std::string_view base, std::size_t most_blocks) {
    struct Run {
        bool strips_unlikely;
        bool weighs_classes;
        bool cleans_conditionally;
    };
    static constexpr Run kRuns[] = {
        {true, true, true}, {false, true, true}, {false, false, true}, {false, false, false}};
    Extract best;
    for (const Run& run : kRuns) {
        HtmlTree tree = page;
        const FoundContent found = find_content(tree, {run.strips_unlikely, run.weighs_classes, metadata.title,
                                                       metadata.byline.empty() && best.byline.empty()});
        if (!found.byline.empty()) best.byline = found.byline;
        if (found.top == kNoNode) break;
        clean_content(tree, found.top, {run.cleans_conditionally, run.weighs_classes});
        const std::size_t length = measure(tree, found.top).length();
        if (length > best.length) {
            best.length = length;
            best.blocks = build_blocks(tree, found.top, base, most_blocks);
        }
        if (length >= kEnoughText) break;
    }
    return best;
}

std::string document_base(const HtmlTree& tree, std::string_view page_url) {
    const NodeIndex base = tree.first_of(HtmlTree::kRoot, Tag::base);
    const std::string joined = base == kNoNode ? "" : web_address(page_url, tree.attribute(base, "href"));
    return joined.empty() ? std::string(page_url) : joined;
}

std::size_t count_letters(const std::vector<news::Block>& blocks) {
    std::size_t letters = 0;
    for (const news::Block& block : blocks) letters += measure_text(news::plain_text(block)).letters;
    return letters;
}

// articleBody is plain text whose paragraphs are lines, in most pages.
std::vector<news::Block> blocks_of_text(std::string_view text, std::size_t most) {
    std::vector<news::Block> blocks;
    while (!text.empty() && blocks.size() < most) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        news::Span span;
        span.text = text.substr(0, end);
        news::Spans spans;
        news::append_span(spans, std::move(span));
        news::trim_spans(spans);
        if (!spans.empty()) blocks.emplace_back().spans = std::move(spans);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return blocks;
}

std::string first_figure(const std::vector<news::Block>& blocks) {
    for (const news::Block& block : blocks) {
        if (block.kind == news::Block::Kind::figure) return block.address;
    }
    return "";
}

std::string first_paragraph(const std::vector<news::Block>& blocks) {
    for (const news::Block& block : blocks) {
        if (block.kind == news::Block::Kind::paragraph) return news::plain_text(block);
    }
    return "";
}

} // namespace

Result<Article> read_article(std::string_view bytes, std::string_view content_type, std::string_view page_url,
                             const ArticleLimits& limits) {
    const std::string scheme = feeds::url_scheme(page_url);
    if (scheme != "http" && scheme != "https") return failure("not_an_address");
    if (bytes.empty()) return failure("page_empty");
    if (bytes.size() > limits.page_bytes) return failure("page_too_large");
    const Result<feeds::DecodedText> decoded = feeds::decode_html(bytes, content_type);
    if (!decoded) return std::unexpected(decoded.error());
    Result<HtmlTree> page = read_html(decoded->text, limits);
    if (!page) return std::unexpected(page.error());
    const std::string base = document_base(*page, page_url);
    const PageMetadata metadata = read_page_metadata(*page, limits);
    prepare_page(*page);
    Extract extracted = extract(*page, metadata, base, limits.blocks);

    Article article;
    article.title = metadata.title;
    article.byline = metadata.byline;
    if (article.byline.empty()) article.byline = std::move(extracted.byline);
    article.site_name = metadata.site_name;
    article.language = metadata.language;
    article.published = metadata.published;
    article.published_at_ms = feeds::parse_date(metadata.published);
    article.blocks = std::move(extracted.blocks);
    article.letters = count_letters(article.blocks);
    if (const std::size_t said = measure_text(metadata.body).letters;
        said > article.letters * 2 && article.letters < kEnoughText) {
        article.blocks = blocks_of_text(metadata.body, limits.blocks);
        article.letters = said;
        article.from_json_ld = true;
    }
    if (article.blocks.empty()) return failure("no_article");
    article.excerpt = metadata.excerpt.empty() ? first_paragraph(article.blocks) : metadata.excerpt;
    // A reference to nothing is one to the page itself, which is no picture.
    if (!metadata.image.empty()) article.lead_image = web_address(base, metadata.image);
    if (article.lead_image.empty()) article.lead_image = first_figure(article.blocks);
    return article;
}

} // namespace hypha::edge::articles

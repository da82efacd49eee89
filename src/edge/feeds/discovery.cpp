// See discovery.hpp.
#include "edge/feeds/discovery.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/bounded_tags.hpp"
#include "edge/feeds/text_encoding.hpp"
#include "edge/feeds/url.hpp"

#include <algorithm>
#include <iterator>
#include <libxml/HTMLparser.h>
#include <memory>

namespace hypha::edge::feeds {
namespace {

using Evidence = DiscoveredFeed::Evidence;

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool is_feed_type(std::string_view type) {
    const std::string media_type = parse_content_type(type).media_type;
    return media_type == "application/rss+xml" || media_type == "application/atom+xml" ||
           media_type == "application/feed+json" || media_type == "application/rdf+xml" ||
           media_type == "application/x-rss+xml" || media_type == "application/json";
}

bool has_word(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        list = trim(list);
        std::size_t end = 0;
        while (end < list.size() && !is_blank(list[end])) ++end;
        if (equals_ignoring_case(list.substr(0, end), wanted)) return true;
        list.remove_prefix(end);
    }
    return false;
}

bool looks_like_feed(std::string_view address) {
    const std::string plain = lower(address.substr(0, address.find_first_of("?#")));
    for (const std::string_view ending :
         {".rss", ".atom", ".rdf", "/feed", "/feed/", "/rss", "/rss/", "/atom", "rss.xml", "atom.xml", "feed.xml",
          "feed.json", "index.xml", "/feeds/posts/default"}) {
        if (plain.ends_with(ending)) return true;
    }
    return plain.contains("feeds.feedburner.com/");
}

struct Collector {
    std::string base;
    std::size_t most = 0;
    std::vector<DiscoveredFeed> feeds;

    void add(std::string_view reference, std::string_view title, std::string_view type, Evidence evidence) {
        const std::string url = resolve_url(base, trim(reference));
        const std::string scheme = url_scheme(url);
        if (trim(reference).empty() || (scheme != "http" && scheme != "https")) return;
        const auto known = std::ranges::find(feeds, url, &DiscoveredFeed::url);
        if (known == feeds.end()) {
            if (feeds.size() < most) feeds.push_back({url, std::string(title), std::string(type), evidence});
        } else if (evidence < known->evidence) {
            *known = {url, std::string(title), std::string(type), evidence};
        }
    }

    void meet(std::string_view name, const xmlChar** attributes) {
        const auto attribute = [attributes](std::string_view wanted) {
            for (const xmlChar** at = attributes; at != nullptr && *at != nullptr; at += 2) {
                if (equals_ignoring_case(view(at[0]), wanted)) return view(at[1]);
            }
            return std::string_view();
        };
        if (name == "base") {
            const std::string joined = resolve_url(base, trim(attribute("href")));
            if (url_scheme(joined) == "http" || url_scheme(joined) == "https") base = joined;
        } else if (name == "link") {
            const std::string_view rel = attribute("rel");
            const bool is_alternate =
                has_word(rel, "alternate") && !has_word(rel, "stylesheet") && is_feed_type(attribute("type"));
            if (is_alternate || has_word(rel, "feed"))
                add(attribute("href"), attribute("title"), attribute("type"), Evidence::declared);
        } else if (name == "a") {
            if (is_feed_type(attribute("type")) || looks_like_feed(attribute("href")))
                add(attribute("href"), attribute("title"), "", Evidence::linked);
        }
    }
};

void start_element(void* collector, const xmlChar* name, const xmlChar** attributes) {
    static_cast<Collector*>(collector)->meet(view(name), attributes);
}

} // namespace

Result<std::vector<DiscoveredFeed>> discover_feeds(std::string_view bytes, std::string_view content_type,
                                                   std::string_view page_url, const FeedLimits& limits) {
    if (bytes.size() > limits.document_bytes) return failure("feed_too_large");
    const std::string scheme = url_scheme(page_url);
    if (scheme != "http" && scheme != "https") return failure("not_an_address");
    const Result<DecodedText> decoded = decode_html(bytes, content_type);
    if (!decoded) return std::unexpected(decoded.error());
    Collector collector{std::string(page_url), limits.discovered, {}};
    htmlSAXHandler handler{};
    handler.startElement = start_element;
    const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
        htmlCreatePushParserCtxt(&handler, &collector, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8),
        &htmlFreeParserCtxt);
    if (!parser) return failure("out_of_memory");
    (void)htmlCtxtUseOptions(parser.get(),
                             HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    // Errors of the page are the page's; what was met until then counts.
    const std::string bounded = bounded_tags(decoded->text, limits.attributes_per_tag);
    (void)htmlParseChunk(parser.get(), bounded.data(), static_cast<int>(bounded.size()), 1);
    std::vector<DiscoveredFeed> found;
    for (const Evidence evidence : {Evidence::declared, Evidence::linked}) {
        std::ranges::copy_if(collector.feeds, std::back_inserter(found),
                             [evidence](const DiscoveredFeed& feed) { return feed.evidence == evidence; });
    }
    collector.feeds = std::move(found);
    for (const std::string_view path :
         {"/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"}) {
        collector.add(path, "", "", Evidence::customary_path);
    }
    return std::move(collector.feeds);
}

} // namespace hypha::edge::feeds

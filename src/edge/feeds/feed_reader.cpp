// See feed_reader.hpp.
#include "edge/feeds/feed_reader.hpp"

#include "edge/feeds/ascii.hpp"
#include "edge/feeds/json_feed.hpp"
#include "edge/feeds/text_encoding.hpp"
#include "edge/feeds/url.hpp"
#include "edge/feeds/xml_feed.hpp"
#include "edge/feeds/xml_tree.hpp"

namespace hypha::edge::feeds {

Result<Feed> read_feed(std::string_view bytes, const Delivery& delivery, const FeedLimits& limits) {
    if (trim(bytes).empty()) return failure("feed_empty");
    if (bytes.size() > limits.document_bytes) return failure("feed_too_large");
    std::string_view head = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
    head = trim(head);
    if (head.starts_with('{')) return read_json_feed(head, limits); // JSON is UTF-8, whatever the header says
    Result<DecodedText> decoded = decode_text(bytes, delivery.content_type, delivery.from_http);
    if (!decoded) return std::unexpected(decoded.error());
    std::string base(delivery.url);
    const std::string located = resolve_url(delivery.url, delivery.content_location);
    if (!delivery.content_location.empty() && has_safe_scheme(located)) base = located;
    const Result<XmlDocument> document = read_xml(decoded->text, base, delivery.content_language, limits);
    if (!document) return std::unexpected(document.error());
    Result<Feed> feed = read_xml_feed(*document, limits);
    if (!feed) return feed;
    feed->encoding = decoded->encoding;
    feed->well_formed = feed->well_formed && decoded->as_declared;
    return feed;
}

} // namespace hypha::edge::feeds

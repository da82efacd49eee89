// The door of this room: bytes of any encoding that claim to be a feed, to one plain Feed or a named error.
// Reads RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0, CDF and JSON Feed. Pure: no network, no file, no clock; the same bytes give the same
// feed. Malformed markup is read as far as it goes and `well_formed` says so.
#pragma once

#include "core/base/error.hpp"
#include "edge/feeds/feed.hpp"
#include "edge/feeds/feed_limits.hpp"

#include <string_view>

namespace hypha::edge::feeds {

// What came with the bytes, each may be empty.
struct Delivery {
    std::string_view url; // where they were fetched from, after redirects
    std::string_view content_type;
    std::string_view content_location;
    std::string_view content_language;
    bool from_http = false;
};

// Errors: feed_empty, feed_too_large, not_a_feed (an HTML page: see discovery.hpp), xml_* and json_* of the readers.
Result<Feed> read_feed(std::string_view bytes, const Delivery& delivery, const FeedLimits& limits = {});

} // namespace hypha::edge::feeds

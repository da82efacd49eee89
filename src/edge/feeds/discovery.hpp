// Where a page says its feeds are. In order of trust: <link rel="alternate" type="…">, rel="feed", links of the page that look
// like feeds, and paths where such sites usually keep one. Every address is absolute, http or https, and named once; whether
// a feed is there shows only when it is fetched, which this does not do. The page is read by libxml2's HTML parser as a run of
// tags: no tree is built, no depth can hurt, nothing is loaded.
#pragma once

#include "core/base/error.hpp"
#include "edge/feeds/feed_limits.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hypha::edge::feeds {

struct DiscoveredFeed {
    enum class Evidence { declared, linked, customary_path };
    std::string url;
    std::string title;
    std::string type;
    Evidence evidence = Evidence::declared;
};

// `page_url` is where the bytes came from, http or https. Errors: feed_too_large, not_an_address.
Result<std::vector<DiscoveredFeed>> discover_feeds(std::string_view bytes, std::string_view content_type,
                                                   std::string_view page_url, const FeedLimits& limits = {});

} // namespace hypha::edge::feeds

// JSON Feed 1.0 and 1.1 (jsonfeed.org). Members of a wrong type count as absent; a version that is not of jsonfeed.org is kept
// as it is, because feeds write "1.0".
#pragma once

#include "core/base/error.hpp"
#include "edge/feeds/feed.hpp"
#include "edge/feeds/feed_limits.hpp"

#include <string_view>

namespace hypha::edge::feeds {

// Errors: json_malformed, json_too_deep, not_a_feed.
Result<Feed> read_json_feed(std::string_view text, const FeedLimits& limits);

} // namespace hypha::edge::feeds

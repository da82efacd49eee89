// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and CDF, from a tree to a Feed. Lenient in structure: items may stand beside or
// inside of the channel, entries in RSS and items in Atom are taken for what they are.
#pragma once

#include "core/base/error.hpp"
#include "edge/feeds/feed.hpp"
#include "edge/feeds/feed_limits.hpp"
#include "edge/feeds/xml_tree.hpp"

namespace hypha::edge::feeds {

// Error: not_a_feed, when the root is none of rss, rdf, feed, channel.
Result<Feed> read_xml_feed(const XmlDocument& document, const FeedLimits& limits);

} // namespace hypha::edge::feeds

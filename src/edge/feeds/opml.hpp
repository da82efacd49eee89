// Lists of subscriptions: OPML 1.0 and 2.0 (opml.org) in, 2.0 out. Folders become a path; an outline without an address is a
// folder. The writer's text reads back to the same list.
#pragma once

#include "core/base/error.hpp"
#include "edge/feeds/feed_limits.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hypha::edge::feeds {

struct Subscription {
    std::string title;
    std::string feed_url; // http or https
    std::string site_url;
    std::string description;
    std::string language;
    std::vector<std::string> folders; // outermost first
    bool operator==(const Subscription&) const = default;
};

struct SubscriptionList {
    std::string title;
    std::vector<Subscription> subscriptions;
    bool operator==(const SubscriptionList&) const = default;
};

// Errors: not_opml, feed_too_large, xml_*. Outlines whose address is neither http nor https are left out.
Result<SubscriptionList> read_opml(std::string_view bytes, const FeedLimits& limits = {});

std::string write_opml(const SubscriptionList& list);

} // namespace hypha::edge::feeds

// Replays a click log: each time that a reader returns (kSilence_s without a click), what would have stood ready on the device had a
// policy prefetched `lead_s` before, knowing only the clicks before that moment? A hit is a first click that is among it.
// Of the reader, too, only the clicks before that moment are known; what is read again was seen, hence no policy can hit it.
// Counted are returns from day `from_day` on, days being 24 hours from the log's first click; policies that learn rehearse on the
// earlier ones. Pure: same log, same figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/taste/click_log.hpp"
#include "core/taste/policy.hpp"

namespace hypha::taste {

struct ReplaySettings {
    std::vector<std::size_t> items; // counts of articles that are prefetched, each from 1 to kMostItems
    std::int64_t lead_s = 0;
    std::string policy;                    // one of kPolicyNames; empty: all
    std::optional<std::uint32_t> from_day; // none: the second half, later_half()
};

inline constexpr std::size_t kMostItems = 200;
inline constexpr std::int64_t kLongestLead_s = 7 * kDay_s;

// Half the log's days, rounded up, so that what learns has at least as much before; 0 for a log of one day.
std::uint32_t later_half(const ClickLog& log);

struct PolicyHits {
    std::string policy;
    std::vector<std::size_t> hits; // one for each of items
};

struct ReplayResult {
    std::size_t clicks = 0;
    std::uint32_t readers = 0, articles = 0, days = 0, from_day = 0, out_of_order = 0;
    std::int64_t lead_s = 0;
    std::vector<std::size_t> items;
    std::size_t returns = 0; // that counted; there may be none
    std::vector<PolicyHits> policies;
    std::size_t knowable =
        0; // first clicks that were known and unseen: the clairvoyant's hits, for any number of items
};

// Errors: unknown_policy, bad_items, bad_lead, bad_from (beyond the log; detail: its number of days).
// `told` hears of each choice that is counted, for tests; `chosen` is of max(items) articles.
struct Choice {
    std::string_view policy;
    Moment moment;
    const std::vector<std::uint32_t>& chosen;
};
Result<ReplayResult> replay(const ClickLog& log, const ReplaySettings& settings,
                            const std::function<void(const Choice&)>& told = {});

} // namespace hypha::taste

// When a feed is asked again. It grows apart while nothing comes and together while something does, between two bounds; an error waits
// twice as long each time; what the server says (Retry-After) is kept where it is later; 410 ends it. A tenth by chance, so that feeds
// which were imported together do not stay together. Pure: time and chance are the caller's.
#pragma once

#include <cstdint>

namespace hypha::edge {

enum class PollResult {
    fresh,        // it came, with stories that were not here
    nothing_new,  // it came
    not_modified, // 304
    unfinished,   // more pages than one poll asks for, or one that did not come: go on soon
    failed,
    gone, // 410
};

struct PollBounds {
    std::int64_t least_s = 600;
    std::int64_t most_s = 86'400;
};

struct PollPlan {
    std::int64_t interval_s = 0; // 0: never asked yet
    int failures = 0;            // since the last answer
    std::int64_t next_s = 0;
    bool is_stopped = false;
    bool operator==(const PollPlan&) const = default;
};

// `retry_after_s`: from now, 0 where nothing was said; no more than a week counts. `chance`: 0 to 1, below 1.
PollPlan next_plan(const PollPlan& plan, PollResult result, std::int64_t retry_after_s, std::int64_t now_s,
                   const PollBounds& bounds, double chance);

} // namespace hypha::edge

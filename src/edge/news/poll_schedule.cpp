#include "edge/news/poll_schedule.hpp"

#include <algorithm>

namespace hypha::edge {
namespace {

constexpr std::int64_t kFirst_s = 3'600;
constexpr std::int64_t kLongestWait_s = std::int64_t{7} * 86'400;
constexpr int kMostDoublings = 16;

} // namespace

PollPlan next_plan(const PollPlan& plan, PollResult result, std::int64_t retry_after_s, std::int64_t now_s,
                   const PollBounds& bounds, double chance) {
    const auto bounded = [&bounds](std::int64_t seconds) {
        return std::max(bounds.least_s, std::min(seconds, bounds.most_s));
    };
    PollPlan next = plan;
    const std::int64_t before = plan.interval_s == 0 ? bounded(kFirst_s) : bounded(plan.interval_s);
    std::int64_t wait_s = before;
    switch (result) {
    case PollResult::gone: next.is_stopped = true; return next;
    case PollResult::failed:
        next.interval_s = before;
        next.failures = std::min(plan.failures + 1, kMostDoublings);
        wait_s = bounded(before << next.failures);
        break;
    case PollResult::fresh:
        next.failures = 0;
        wait_s = next.interval_s = bounded(before / 2);
        break;
    case PollResult::nothing_new:
    case PollResult::not_modified:
        next.failures = 0;
        wait_s = next.interval_s = bounded(before + before / 2);
        break;
    case PollResult::unfinished:
        next.failures = 0;
        next.interval_s = before;
        wait_s = bounds.least_s;
        break;
    }
    // Later by a tenth at most, never earlier than was promised.
    wait_s += static_cast<std::int64_t>(static_cast<double>(wait_s) * chance / 10);
    next.next_s = now_s + std::max(wait_s, std::min(retry_after_s, kLongestWait_s));
    return next;
}

} // namespace hypha::edge

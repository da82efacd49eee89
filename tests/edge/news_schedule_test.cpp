// When a source is asked again: a clock of numbers, no waiting.
#include <catch2/catch_test_macros.hpp>

#include "edge/news/feed_poll.hpp"
#include "edge/news/poll_schedule.hpp"

using namespace hypha::edge;

namespace {

constexpr PollBounds kBounds{600, 86'400};

PollPlan after(PollPlan plan, PollResult result, std::int64_t retry_after_s = 0, double chance = 0) {
    return next_plan(plan, result, retry_after_s, 1'000, kBounds, chance);
}

} // namespace

TEST_CASE("a source that has news is asked more often, one that has none more seldom, within bounds", "[news]") {
    PollPlan plan = after({}, PollResult::fresh);
    CHECK(plan == PollPlan{1'800, 0, 2'800, false});
    for (int i = 0; i < 10; ++i) plan = after(plan, PollResult::fresh);
    CHECK(plan.interval_s == 600);
    CHECK(plan.next_s == 1'600);
    plan = after(plan, PollResult::not_modified);
    CHECK(plan.interval_s == 900);
    for (int i = 0; i < 30; ++i) plan = after(plan, PollResult::nothing_new);
    CHECK(plan.interval_s == 86'400);
}

TEST_CASE("errors wait twice as long each time, and an answer ends that", "[news]") {
    PollPlan plan{1'200, 0, 0, false};
    plan = after(plan, PollResult::failed);
    CHECK(plan == PollPlan{1'200, 1, 3'400, false});
    plan = after(plan, PollResult::failed);
    CHECK(plan.next_s == 1'000 + 4'800);
    for (int i = 0; i < 100; ++i) plan = after(plan, PollResult::failed);
    CHECK(plan.next_s == 1'000 + 86'400);
    CHECK(after(plan, PollResult::not_modified) == PollPlan{1'800, 0, 2'800, false});
}

TEST_CASE("Retry-After is kept where it is later, up to a week; 410 ends it; unfinished goes on soon", "[news]") {
    CHECK(after({600, 0, 0, false}, PollResult::failed, 50'000).next_s == 51'000);
    CHECK(after({600, 0, 0, false}, PollResult::not_modified, 10).next_s == 1'900);
    CHECK(after({600, 0, 0, false}, PollResult::failed, 1'000'000'000).next_s == 1'000 + 7 * 86'400);
    CHECK(after({600, 2, 7, false}, PollResult::gone).is_stopped);
    CHECK(after({7'200, 2, 0, false}, PollResult::unfinished) == PollPlan{7'200, 0, 1'600, false});
}

TEST_CASE("chance puts a poll off by a tenth at most and never brings it forward", "[news]") {
    CHECK(after({6'000, 0, 0, false}, PollResult::not_modified, 0, 0.0).next_s == 10'000);
    CHECK(after({6'000, 0, 0, false}, PollResult::not_modified, 0, 0.999999).next_s == 10'899);
}

TEST_CASE("Retry-After is seconds or a date", "[news]") {
    CHECK(retry_after_s("120", 0) == 120);
    CHECK(retry_after_s(" 7 ", 0) == 7);
    CHECK(retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT", 1'445'412'400) == 80);
    CHECK(retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT", 2'000'000'000) == 0);
    for (const char* text : {"", "-5", "soon", "99999999999999999999999"}) CHECK(retry_after_s(text, 0) == 0);
}

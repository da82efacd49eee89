// The hybrid logical clock: never back, never far from the wall, 48 bits of time and 16 of counter.
#include <catch2/catch_test_macros.hpp>

#include "core/sync/hlc.hpp"

using hypha::sync::Hlc;
using hypha::sync::tick;

TEST_CASE("a stamp is the wall's time where that is later than all seen", "[sync]") {
    CHECK(tick(Hlc::at(1000), 2000) == Hlc::at(2000));
    CHECK(tick(Hlc::at(1000), 2000).ms() == 2000);
}

TEST_CASE("a wall clock that goes back or stands still only counts", "[sync]") {
    CHECK(tick(Hlc::at(5000, 3), 2000) == Hlc::at(5000, 4));
    CHECK(tick(Hlc::at(5000), 5000) == Hlc::at(5000, 1));
}

TEST_CASE("a full counter carries into the milliseconds", "[sync]") {
    CHECK(tick(Hlc::at(5000, 0xffff), 5000) == Hlc::at(5001));
}

TEST_CASE("times out of 48 bits are held at its ends", "[sync]") {
    CHECK(Hlc::at(-7) == Hlc{0});
    CHECK(Hlc::at(INT64_MAX).ms() == Hlc::kLast_ms);
    CHECK(Hlc{UINT64_MAX}.next() == Hlc{UINT64_MAX});
}

// What every ports::Clock promises. `real` clocks tell today's time; a fake tells any.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "ports/clock.hpp"

namespace hypha {

inline void check_clock_contract(const ports::Clock& clock, bool real) {
    double before = clock.monotonic_ms();
    for (int i = 0; i < 10000; ++i) {
        const double now = clock.monotonic_ms();
        REQUIRE(now >= before);
        before = now;
    }
    constexpr std::int64_t kYear2025Ms = 1735689600000;
    constexpr std::int64_t kYear2200Ms = 7258118400000;
    CHECK(clock.wall_ms() > kYear2025Ms);
    CHECK(clock.wall_ms() < kYear2200Ms);
    if (real) {
        // Both clocks run, at the same pace: wait on the one, look at the other.
        const std::int64_t wall_start = clock.wall_ms();
        const double start = clock.monotonic_ms();
        while (clock.monotonic_ms() < start + 20.0) {}
        CHECK(clock.wall_ms() >= wall_start + 15);
        CHECK(clock.wall_ms() < wall_start + 60000);
    }
}

} // namespace hypha

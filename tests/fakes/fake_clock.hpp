// A clock that stands still until a test moves it.
#pragma once

#include "ports/clock.hpp"

namespace hypha::fakes {

class FakeClock final : public ports::Clock {
public:
    [[nodiscard]] std::int64_t wall_ms() const override { return wall_ms_; }
    [[nodiscard]] double monotonic_ms() const override { return monotonic_ms_; }
    void advance(std::int64_t by_ms) {
        wall_ms_ += by_ms;
        monotonic_ms_ += static_cast<double>(by_ms);
    }
    void set_wall(std::int64_t wall_ms) { wall_ms_ = wall_ms; }

private:
    std::int64_t wall_ms_ = 1'790'000'000'000; // 2026-09-21 14:13:20 UTC
    double monotonic_ms_ = 1000;
};

} // namespace hypha::fakes

// The time of day and a monotonic time, from outside: nothing below rung 6 may read a clock.
// Every implementation must pass tests/contract/clock_contract.hpp.
#pragma once

#include <cstdint>

namespace hypha::ports {

class Clock {
public:
    virtual ~Clock() = default;
    // Milliseconds since 1970-01-01 UTC; may jump when the user sets the clock.
    [[nodiscard]] virtual std::int64_t wall_ms() const = 0;
    // Milliseconds since an arbitrary start; never decreases.
    [[nodiscard]] virtual double monotonic_ms() const = 0;
};

} // namespace hypha::ports

// The system's clocks: CLOCK_REALTIME and CLOCK_MONOTONIC.
#pragma once

#include "ports/clock.hpp"

namespace hypha::native {

class PosixClock final : public ports::Clock {
public:
    [[nodiscard]] std::int64_t wall_ms() const override;
    [[nodiscard]] double monotonic_ms() const override;
};

} // namespace hypha::native

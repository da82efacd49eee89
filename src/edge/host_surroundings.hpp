// The clock and chance of this machine, as core/sync asks for them.
#pragma once

#include "core/sync/replica_store.hpp"
#include "native/clock.hpp"
#include "native/random.hpp"

namespace hypha::edge {

class HostSurroundings final : public sync::Surroundings {
public:
    [[nodiscard]] std::int64_t wall_ms() const override { return clock_.wall_ms(); }
    std::uint64_t random() override { return random_.next(); }

private:
    native::PosixClock clock_;
    native::PosixRandom random_;
};

} // namespace hypha::edge

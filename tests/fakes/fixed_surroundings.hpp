// Surroundings of the sync core for tests: a clock that stands until the test moves it, and numbers that only look like chance.
#pragma once

#include "core/sync/replica_store.hpp"

namespace hypha::fakes {

class FixedSurroundings final : public sync::Surroundings {
public:
    [[nodiscard]] std::int64_t wall_ms() const override { return now_ms; }
    std::uint64_t random() override { return next_ += 0x9e3779b97f4a7c15ULL; }

    std::int64_t now_ms = 1'700'000'000'000;

private:
    std::uint64_t next_ = 1;
};

} // namespace hypha::fakes

// The same unpredictable-looking bits in every run (splitmix64).
#pragma once

#include "ports/random.hpp"

namespace hypha::fakes {

class FakeRandom final : public ports::Random {
public:
    explicit FakeRandom(std::uint64_t seed = 1) : state_(seed) {}
    std::uint64_t next() override {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t state_;
};

} // namespace hypha::fakes

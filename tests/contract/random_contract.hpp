// What every ports::Random promises: no repeats in a thousand draws and no bit that is stuck or rare.
// With fair bits a count of ones outside 350..650 of 1,000 has a probability below 1e-20.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <set>

#include "ports/random.hpp"

namespace hypha {

inline void check_random_contract(ports::Random& random) {
    constexpr int kDraws = 1000;
    std::set<std::uint64_t> seen;
    std::array<int, 64> ones{};
    for (int draw = 0; draw < kDraws; ++draw) {
        const std::uint64_t bits = random.next();
        seen.insert(bits);
        for (std::size_t bit = 0; bit < ones.size(); ++bit) {
            ones[bit] += static_cast<int>((bits >> bit) & 1);
        }
    }
    CHECK(seen.size() == kDraws);
    for (std::size_t bit = 0; bit < ones.size(); ++bit) {
        CAPTURE(bit);
        CHECK(ones[bit] > 350);
        CHECK(ones[bit] < 650);
    }
}

} // namespace hypha

// Click logs for the tests of core/taste: written out by hand, or made by a seeded generator that resembles a news site: articles
// that come, are read by many for some hours and fade, readers with habits who return.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "core/taste/click_log.hpp"

namespace hypha::taste {

inline ClickLog log_of(std::string_view csv) {
    ClickLogReader reader;
    REQUIRE(reader.feed(csv));
    auto log = reader.finish();
    REQUIRE(log);
    return std::move(*log);
}

// "t,user,article" rows after the header.
inline ClickLog small_log(std::string_view rows) { return log_of("t,user,article\n" + std::string(rows)); }

// Chance of one seed (Numerical Recipes' generator), the same on every machine.
class Chance {
public:
    explicit Chance(std::uint32_t seed) : state_(seed) {}

    std::uint32_t below(std::uint32_t limit) {
        state_ = state_ * 1664525U + 1013904223U;
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(state_) * limit) >> 32U);
    }

private:
    std::uint32_t state_;
};

// A new article every half hour; most clicks go to the youngest ones. A click a minute on average.
// With `delay` half hours seven of eight clicks go to articles older than that.
inline std::string made_csv(std::uint32_t seed, int days, std::uint32_t delay = 0) {
    Chance chance(seed);
    std::string csv = "t,user,article,device,referrer\n";
    for (std::uint32_t t = 0; t < static_cast<std::uint32_t>(days) * 86400U; t += 1 + chance.below(119)) {
        const std::uint32_t young = chance.below(1 + chance.below(delay > 0 ? 4 : 24));
        const std::uint32_t age = young + (chance.below(8) > 0 ? delay : 0);
        const std::uint32_t newest = t / 1800;
        csv += std::to_string(1'500'000'000 + t) + ',' + std::to_string(chance.below(300)) + ",a" +
               std::to_string(newest > age ? newest - age : 0) + ',' + std::to_string(chance.below(3)) + ',' +
               std::to_string(chance.below(2)) + '\n';
    }
    return csv;
}

} // namespace hypha::taste

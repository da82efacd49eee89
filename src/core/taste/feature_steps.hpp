// Features as bytes: a number on one of 64 steps, logarithmic where it counts clicks or time.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/taste/boosted_trees.hpp"

namespace hypha::taste {

inline std::uint8_t step_of(double value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0, static_cast<double>(kFeatureSteps - 1)));
}

inline std::uint8_t minutes_step(std::int64_t seconds) {
    return step_of(4 * std::log2(static_cast<double>(std::max<std::int64_t>(seconds, 0)) / 60 + 1));
}

// log2(count + 1/2), from a table: it is asked a billion times in a replay.
inline double log2_count(std::uint32_t count) {
    static const std::vector<float> table = [] {
        std::vector<float> logarithms(1U << 14U);
        for (std::size_t at = 0; at < logarithms.size(); ++at) {
            logarithms[at] = std::log2(static_cast<float>(at) + 0.5F);
        }
        return logarithms;
    }();
    return static_cast<double>(count < table.size() ? table[count] : std::log2(static_cast<float>(count)));
}

// Of a share: `steps` a halving, the whole is the last step.
inline std::uint8_t share_step(std::uint32_t part, std::uint32_t whole, double steps) {
    return step_of(62.5 + steps * (log2_count(part) - log2_count(whole)));
}

} // namespace hypha::taste

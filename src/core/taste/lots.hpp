// Lots for training: a number in [0, 1) that depends on two numbers and nothing else (SplitMix64, Steele et al. 2014), so that the
// same log gives the same figures everywhere.
#pragma once

#include <cstdint>

namespace hypha::taste {

constexpr double lot(std::uint64_t series, std::uint64_t number) {
    std::uint64_t bits = series * 0x9E3779B97F4A7C15ULL ^ (number + 1) * 0xD1B54A32D192ED03ULL;
    bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBULL;
    bits ^= bits >> 31U;
    return static_cast<double>(bits >> 11U) * 0x1p-53;
}

} // namespace hypha::taste

// A random (version 4) UUID as RFC 9562 writes it, from 128 bits that the caller got from ports::Random.
#pragma once

#include <cstdint>
#include <string>

namespace hypha {

inline std::string uuid_of(std::uint64_t high, std::uint64_t low) {
    constexpr char kDigits[] = "0123456789abcdef";
    high = (high & 0xffffffffffff0fffULL) | 0x4000ULL;
    low = (low & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    std::string out;
    out.reserve(36);
    for (int nibble = 0; nibble < 32; ++nibble) {
        const std::uint64_t half = nibble < 16 ? high : low;
        out += kDigits[(half >> (60 - 4 * (nibble % 16))) & 15];
        if (nibble == 7 || nibble == 11 || nibble == 15 || nibble == 19) {
            out += '-';
        }
    }
    return out;
}

} // namespace hypha

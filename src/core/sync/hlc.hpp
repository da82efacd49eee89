// A hybrid logical clock: 48 bits of milliseconds since 1970 and a counter of 16 bits, in one number that compares as time does.
// tick() is later than everything seen and, where the wall clock allows, equal to its time: later writes win even while clocks
// disagree. A full counter carries into the milliseconds. Two devices can make the same Hlc: Stamp (operation.hpp) breaks the tie.
// The caller keeps the last Hlc with the write that used it. Kulkarni et al., "Logical Physical Clocks", 2014.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace hypha::sync {

struct Hlc {
    std::uint64_t value = 0;

    static constexpr std::int64_t kLast_ms = (std::int64_t{1} << 48) - 1;

    static constexpr Hlc at(std::int64_t wall_ms, std::uint16_t counter = 0) {
        const auto bounded = static_cast<std::uint64_t>(std::clamp<std::int64_t>(wall_ms, 0, kLast_ms));
        return {bounded << 16 | counter};
    }
    [[nodiscard]] constexpr std::int64_t ms() const { return static_cast<std::int64_t>(value >> 16); }
    [[nodiscard]] constexpr std::uint16_t counter() const { return static_cast<std::uint16_t>(value & 0xffff); }
    [[nodiscard]] constexpr Hlc next() const { return {value == UINT64_MAX ? value : value + 1}; }
    [[nodiscard]] constexpr Hlc before() const { return {value == 0 ? 0 : value - 1}; }
    auto operator<=>(const Hlc&) const = default;
};

// The stamp of a write at `wall_ms`, where `last` is the greatest that was made or seen.
constexpr Hlc tick(Hlc last, std::int64_t wall_ms) { return std::max(last.next(), Hlc::at(wall_ms)); }

} // namespace hypha::sync

// Days since 1 January 1970 at a place, by its own midnight: what "today" is to a person.
#pragma once

#include <cstdint>

namespace hypha {

// `zone_offset_min`: how much more than UTC the clock there shows.
constexpr std::int64_t local_day(std::int64_t wall_ms, std::int64_t zone_offset_min) {
    constexpr std::int64_t kDay_ms = 86'400'000;
    const std::int64_t local_ms = wall_ms + zone_offset_min * 60'000;
    return local_ms / kDay_ms - (local_ms % kDay_ms < 0 ? 1 : 0);
}

} // namespace hypha

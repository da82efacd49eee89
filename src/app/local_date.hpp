// The calendar day at a place, as file names write it: 2026-11-05, always ten characters for the years 0 to 9999.
// Pure: the moment and the zone are given.
#pragma once

#include <cstdint>
#include <string>

namespace hypha::app {

std::string local_date(std::int64_t wall_ms, std::int64_t zone_offset_min);

} // namespace hypha::app

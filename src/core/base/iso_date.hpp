// Dates as ISO 8601 writes them, in the proleptic Gregorian calendar, from milliseconds since 1970. Core may not ask <chrono>, whose
// header brings the clock. Algorithm: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
#pragma once

#include <cstdint>
#include <string>

namespace hypha {

// "2026-10-04", of the place where the clock shows `zone_offset_min` more than UTC. Years before 1 and after 9999 are cut to them.
std::string iso_date(std::int64_t ms, std::int64_t zone_offset_min);

} // namespace hypha

// Dates as feeds write them, to milliseconds since 1970 UTC: W3C and RFC 3339 (with a blank for the T), RFC 822 and 2822 with
// their common damage (long months, swapped day, zone names, GMT+1), asctime, the shorter ISO 8601 forms, Perforce, and the
// Korean, Greek and Hungarian forms that feedparser collected (its tests are the fixtures). A time without zone is UTC.
// Years 1 to 9999; no value is guessed from today's date.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hypha::edge::feeds {

enum class DateForm { w3c, rfc822, asctime, iso8601, perforce, korean, greek, hungarian };

std::optional<std::int64_t> parse_date_as(DateForm form, std::string_view text);

// The first form that reads the text.
std::optional<std::int64_t> parse_date(std::string_view text);

} // namespace hypha::edge::feeds

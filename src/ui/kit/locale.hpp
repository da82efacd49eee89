// Numbers, percentages, dates and sizes as people of a language write them (en: 1,204 · 4 Oct 2026; es: 1204, 12 040 · 4 oct 2026).
// Pure: local time is passed in. Proleptic Gregorian calendar (Howard Hinnant's civil_from_days).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generated/ui/strings.hpp"

namespace hypha::ui {

std::string format_number(Locale locale, std::int64_t value);
std::string format_decimal(Locale locale, double value, int decimals);
// 0.81 -> "81%" (es: "81 %", with a no-break space). Rounds down from 99.5 up and up from 0.5 down: never claims 0 or 100.
std::string format_percent(Locale locale, double fraction);
// Decimal units as phones show them: "640 B", "14 KB", "3.4 MB".
std::string format_bytes(Locale locale, std::int64_t bytes);

struct CivilTime {
    int year, month, day, hour, minute, weekday; // month 1..12, weekday 0 = Sunday
};
CivilTime civil_time(std::int64_t wall_ms, std::int64_t zone_offset_min);
std::string format_date(Locale locale, std::int64_t wall_ms, std::int64_t zone_offset_min);      // 4 Oct 2026
std::string format_date_time(Locale locale, std::int64_t wall_ms, std::int64_t zone_offset_min); // 4 Oct 2026, 11:20
std::string format_month(Locale locale, int year, int month);                                    // October 2026
// today, yesterday, else "4 Oct" (this year) or "4 Oct 2025".
std::string format_relative_day(Locale locale, std::int64_t wall_ms, std::int64_t now_ms, std::int64_t zone_offset_min);

// 0 = one, 1 = other (both languages here).
int plural_form(Locale locale, std::int64_t count);

} // namespace hypha::ui

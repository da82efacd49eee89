#include "core/base/iso_date.hpp"

#include <algorithm>

namespace hypha {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kFirstMs = -62'135'596'800'000, kLastMs = 253'402'300'799'999; // years 1 to 9999

void append_digits(std::string& out, std::int64_t value, int digits) {
    const std::string text = std::to_string(value);
    out.append(static_cast<std::size_t>(std::max(0, digits - static_cast<int>(text.size()))), '0');
    out += text;
}

} // namespace

std::string iso_date(std::int64_t ms, std::int64_t zone_offset_min) {
    const std::int64_t zone = std::clamp<std::int64_t>(zone_offset_min, -1440, 1440) * 60'000;
    const std::int64_t local = std::clamp(std::clamp(ms, kFirstMs, kLastMs) + zone, kFirstMs, kLastMs);
    const std::int64_t days = (local >= 0 ? local : local - kDayMs + 1) / kDayMs + 719'468;
    const std::int64_t era = days / 146'097;
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    std::string out;
    append_digits(out, year_of_era + era * 400 + (month <= 2 ? 1 : 0), 4);
    out += '-';
    append_digits(out, month, 2);
    out += '-';
    append_digits(out, day_of_year - (153 * shifted + 2) / 5 + 1, 2);
    return out;
}

} // namespace hypha

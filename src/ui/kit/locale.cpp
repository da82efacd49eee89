#include "ui/kit/locale.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "core/base/local_day.hpp"

namespace hypha::ui {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

constexpr std::array<std::array<std::string_view, 12>, 2> kMonths{{
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
     "diciembre"},
}};
constexpr std::array<std::array<std::string_view, 12>, 2> kShortMonths{{
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"},
}};

std::size_t row_of(Locale locale) { return locale == Locale::es ? 1 : 0; }

std::string_view short_month(Locale locale, int month) {
    return kShortMonths[row_of(locale)][static_cast<std::size_t>(month - 1)];
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

} // namespace

std::string format_number(Locale locale, std::int64_t value) {
    const std::string digits =
        std::to_string(value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
    // Spanish groups from five digits up, with a no-break space (RAE; our faces have no narrow one).
    const bool grouped = locale == Locale::es ? digits.size() > 4 : digits.size() > 3;
    std::string out = value < 0 ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (grouped && i > 0 && (digits.size() - i) % 3 == 0) {
            out += locale == Locale::es ? "\xC2\xA0" : ",";
        }
        out += digits[i];
    }
    return out;
}

std::string format_decimal(Locale locale, double value, int decimals) {
    std::array<char, 48> digits{};
    std::snprintf(digits.data(), digits.size(), "%.*f", decimals, value);
    std::string out(digits.data());
    if (locale == Locale::es) {
        for (char& c : out) {
            c = c == '.' ? ',' : c;
        }
    }
    return out;
}

std::string format_percent(Locale locale, double fraction) {
    const double percent = fraction * 100;
    int whole = static_cast<int>(std::lround(percent));
    if (percent > 0 && whole <= 0) {
        whole = 1;
    } else if (percent < 100 && whole >= 100) {
        whole = 99;
    }
    return std::to_string(whole) + (locale == Locale::es ? "\xC2\xA0%" : "%");
}

std::string format_bytes(Locale locale, std::int64_t bytes) {
    constexpr std::array<std::string_view, 4> kUnits{"B", "KB", "MB", "GB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < kUnits.size()) {
        value /= 1000;
        ++unit;
    }
    const bool decimal = unit >= 2 && value < 9.95;
    return (decimal ? format_decimal(locale, value, 1) : format_number(locale, std::llround(value))) + "\xC2\xA0" +
           std::string(kUnits[unit]);
}

CivilTime civil_time(std::int64_t wall_ms, std::int64_t zone_offset_min) {
    const std::int64_t days = local_day(wall_ms, zone_offset_min);
    const std::int64_t left_ms = wall_ms + zone_offset_min * 60'000 - days * kDayMs;
    const std::int64_t z = days + 719'468;
    const std::int64_t era = floor_div(z, 146'097);
    const std::int64_t day_of_era = z - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    CivilTime time{};
    time.day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    time.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    time.year = static_cast<int>(year_of_era + era * 400 + (time.month <= 2 ? 1 : 0));
    time.hour = static_cast<int>(left_ms / 3'600'000);
    time.minute = static_cast<int>(left_ms / 60'000 % 60);
    time.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
    return time;
}

std::string format_date(Locale locale, std::int64_t wall_ms, std::int64_t zone_offset_min) {
    const CivilTime time = civil_time(wall_ms, zone_offset_min);
    return std::to_string(time.day) + " " + std::string(short_month(locale, time.month)) + " " +
           std::to_string(time.year);
}

std::string format_date_time(Locale locale, std::int64_t wall_ms, std::int64_t zone_offset_min) {
    const CivilTime time = civil_time(wall_ms, zone_offset_min);
    std::array<char, 16> clock{};
    std::snprintf(clock.data(), clock.size(), ", %d:%02d", time.hour, time.minute);
    return format_date(locale, wall_ms, zone_offset_min) + clock.data();
}

std::string format_month(Locale locale, int year, int month) {
    const std::string name(kMonths[row_of(locale)][static_cast<std::size_t>((month + 11) % 12)]);
    return name + (locale == Locale::es ? " de " : " ") + std::to_string(year);
}

std::string format_relative_day(Locale locale, std::int64_t wall_ms, std::int64_t now_ms,
                                std::int64_t zone_offset_min) {
    const std::int64_t days = local_day(now_ms, zone_offset_min) - local_day(wall_ms, zone_offset_min);
    if (days == 0) {
        return std::string(tr(locale, Str::today));
    }
    if (days == 1) {
        return std::string(tr(locale, Str::yesterday));
    }
    const CivilTime time = civil_time(wall_ms, zone_offset_min);
    if (time.year == civil_time(now_ms, zone_offset_min).year) {
        return std::to_string(time.day) + " " + std::string(short_month(locale, time.month));
    }
    return format_date(locale, wall_ms, zone_offset_min);
}

int plural_form(Locale, std::int64_t count) { return count == 1 ? 0 : 1; }

} // namespace hypha::ui

// Over 300 lines because the forms share their scanners: one small reader each, all of them ending in `moment`. See date_forms.hpp.
#include "edge/feeds/date_forms.hpp"

#include "edge/feeds/ascii.hpp"

#include <charconv>
#include <chrono>
#include <string>
#include <vector>

namespace hypha::edge::feeds {
namespace {

using Moment = std::optional<std::int64_t>;
using Words = std::vector<std::string_view>;

struct Civil {
    int year = 0;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int milliseconds = 0;
    int zone_minutes = 0; // east of Greenwich
};

Moment moment(const Civil& civil) {
    const std::chrono::year_month_day date{std::chrono::year(civil.year),
                                           std::chrono::month(static_cast<unsigned>(civil.month)),
                                           std::chrono::day(static_cast<unsigned>(civil.day))};
    if (civil.year < 1 || civil.year > 9999 || civil.month < 1 || civil.month > 12 || civil.day < 1 || !date.ok())
        return std::nullopt;
    if (civil.hour < 0 || civil.hour > 23 || civil.minute < 0 || civil.minute > 59 || civil.second < 0 ||
        civil.second > 59)
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t seconds =
        days * 86400 + civil.hour * 3600 + civil.minute * 60 + civil.second - std::int64_t{civil.zone_minutes} * 60;
    constexpr std::int64_t kFirst = -62135596800; // 0001-01-01
    constexpr std::int64_t kEnd = 253402300800;   // 10000-01-01
    if (seconds < kFirst || seconds >= kEnd) return std::nullopt;
    return seconds * 1000 + civil.milliseconds;
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.size() > 6 || error != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

Words split(std::string_view text, auto separates) {
    Words words;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && !separates(text[at])) continue;
        words.push_back(text.substr(begin, at - begin));
        begin = at + 1;
    }
    return words;
}

Words words_of(std::string_view text) {
    Words words = split(text, is_blank);
    std::erase(words, std::string_view());
    return words;
}

int month_of(std::string_view name) {
    static constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (name.size() < 3) return 0;
    const std::size_t at = kMonths.find(name.substr(0, 3));
    return at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

bool is_weekday(std::string_view word) {
    static constexpr std::string_view kDays = "montuewedthufrisatsun";
    const std::size_t at = word.size() < 3 ? std::string_view::npos : kDays.find(word.substr(0, 3));
    return at != std::string_view::npos && at % 3 == 0;
}

int named_zone_hours(std::string_view name) {
    struct Zone {
        std::string_view name;
        int hours;
    };
    static constexpr Zone kZones[] = {{"adt", -3}, {"ast", -4}, {"at", -4},  {"edt", -4}, {"est", -5}, {"et", -5},
                                      {"cdt", -5}, {"cst", -6}, {"ct", -6},  {"mdt", -6}, {"mst", -7}, {"mt", -7},
                                      {"pdt", -7}, {"pst", -8}, {"pt", -8},  {"a", -1},   {"n", 1},    {"m", -12},
                                      {"y", 12},   {"met", 1},  {"mest", 2}, {"cet", 1},  {"cest", 2}, {"bst", 1}};
    for (const Zone& zone : kZones) {
        if (zone.name == name) return zone.hours;
    }
    return 0;
}

// "+0100", "-05:30", "+01", "gmt-5:00", "est", "etc/gmt"; an unknown name is Greenwich. nullopt: digits that are none.
std::optional<int> zone_minutes(std::string_view zone) {
    if (zone.starts_with("etc/")) zone.remove_prefix(4);
    if (zone.size() > 3 && (zone.starts_with("gmt") || zone.starts_with("utc"))) zone.remove_prefix(3);
    if (zone.empty() || (zone.front() != '+' && zone.front() != '-')) return named_zone_hours(zone) * 60;
    const int sign = zone.front() == '-' ? -1 : 1;
    zone.remove_prefix(1);
    const std::size_t colon = zone.find(':');
    const std::size_t hour_digits = colon != std::string_view::npos ? colon
                                    : zone.size() == 3              ? 1
                                                                    : std::min<std::size_t>(2, zone.size());
    const auto hours = number(zone.substr(0, hour_digits));
    const std::string_view after =
        zone.substr(std::min(zone.size(), colon == std::string_view::npos ? hour_digits : colon + 1));
    const auto minutes = after.empty() && colon == std::string_view::npos ? std::optional(0) : number(after);
    if (!hours || !minutes) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

// "h", "h:m", "h:m:s", "h:m:s.fraction".
bool read_time(std::string_view text, Civil& civil) {
    const Words parts = split(text, [](char c) { return c == ':'; });
    if (parts.size() > 3) return false;
    int* const fields[] = {&civil.hour, &civil.minute, &civil.second};
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const std::size_t point = parts[at].find('.');
        if (point != std::string_view::npos && !std::ranges::all_of(parts[at].substr(point + 1), is_digit))
            return false;
        const auto value = number(parts[at].substr(0, point));
        if (!value) return false;
        *fields[at] = *value;
        int unit = 100;
        for (std::size_t digit = point; point != std::string_view::npos && ++digit < parts[at].size() && at == 2;
             unit /= 10) {
            civil.milliseconds += unit * (parts[at][digit] - '0');
        }
    }
    return true;
}

Moment read_w3c(std::string_view text) {
    Words halves = split(text, [](char c) { return c == 't'; });
    std::string_view zone;
    if (halves.size() == 1) {
        halves = words_of(text);
        if (halves.empty() || halves.size() > 3) return std::nullopt;
        if (halves.size() == 3) zone = halves[2];
    } else if (halves.size() > 2) {
        return std::nullopt;
    }
    const Words date = split(trim(halves[0]), [](char c) { return c == '-'; });
    if (date[0].size() != 4 || date.size() > 3) return std::nullopt;
    Civil civil;
    int* const fields[] = {&civil.year, &civil.month, &civil.day};
    for (std::size_t at = 0; at < date.size(); ++at) {
        const auto value = number(date[at]);
        if (!value) return std::nullopt;
        *fields[at] = *value;
    }
    if (halves.size() > 1) {
        std::string_view time = trim(halves[1]);
        const std::size_t mark = time.find_first_of("+-z");
        if (mark != std::string_view::npos) {
            zone = time.substr(mark);
            time = time.substr(0, mark);
        }
        if (!read_time(trim(time), civil)) return std::nullopt;
    }
    const auto minutes = zone_minutes(trim(zone));
    if (!minutes) return std::nullopt;
    civil.zone_minutes = *minutes;
    return moment(civil);
}

Moment read_rfc822(std::string_view text) {
    std::string spaced(text);
    for (char& c : spaced) c = c == ',' ? ' ' : c;
    Words words = words_of(spaced);
    if (!words.empty() && is_weekday(words[0])) words.erase(words.begin());
    // "24-Nov-2023"
    Words joined;
    if (!words.empty() && std::ranges::count(words[0], '-') == 2) {
        joined = split(words[0], [](char c) { return c == '-'; });
        words.erase(words.begin());
        words.insert(words.begin(), joined.begin(), joined.end());
    }
    if (words.size() < 3) return std::nullopt;
    Civil civil;
    civil.month = month_of(words[1]);
    auto day = number(words[0]);
    if (!day) {
        civil.month = month_of(words[0]);
        day = number(words[1]);
    }
    const auto year = number(words[2]);
    if (!day || !year || civil.month == 0) return std::nullopt;
    civil.day = *day;
    civil.year = words[2].size() <= 2 ? *year + (*year < 90 ? 2000 : 1900) : *year;
    if (words.size() > 3 && !read_time(words[3], civil)) return std::nullopt;
    const auto minutes = words.size() > 4 ? zone_minutes(words[4]) : std::optional(0);
    if (!minutes) return std::nullopt;
    civil.zone_minutes = *minutes;
    return moment(civil);
}

// "sun jan  4 16:29:06 [+0000] 2004"
Moment read_asctime(std::string_view text) {
    const Words words = words_of(text);
    if (words.size() != 5 && words.size() != 6) return std::nullopt;
    std::string line(words[0]);
    for (const std::string_view word :
         {words[2], words[1], words.back(), words[3], words.size() == 6 ? words[4] : std::string_view("+0000")}) {
        line += ' ';
        line += word;
    }
    return read_rfc822(line);
}

// The date forms of ISO 8601 that begin with a year of two or four digits, whole: 20031231, 031231, 03-12-31, -0312, 03335.
Moment read_iso8601(std::string_view text) {
    if (const Moment plain = read_w3c(text)) return plain;
    const std::size_t t = text.find('t');
    const std::string_view date = text.substr(0, t);
    std::string digits;
    for (const char c : date) {
        if (is_digit(c)) digits += c;
        else if (c != '-') return std::nullopt;
    }
    const bool starts_with_dash = date.starts_with('-');
    const auto field = [&digits](std::size_t at, std::size_t size) {
        return number(std::string_view(digits).substr(at, size)).value_or(0);
    };
    Civil civil;
    int day_of_year = 0;
    const std::size_t size = digits.size();
    const std::size_t year_digits = size == 8 || size == 7 || (size == 4 && !starts_with_dash) ? 4 : 2;
    if (date.starts_with("--") || size < 4) return std::nullopt;
    civil.year = field(0, year_digits) + (year_digits == 2 ? 2000 : 0);
    if (size - year_digits == 3) day_of_year = field(year_digits, 3);
    else if (size - year_digits == 4 || size - year_digits == 2) civil.month = field(year_digits, 2);
    else if (size != year_digits) return std::nullopt;
    if (size - year_digits == 4) civil.day = field(year_digits + 2, 2);
    if (t != std::string_view::npos) {
        std::string_view time = text.substr(t + 1);
        const std::size_t mark = time.find_first_of("+-z");
        const auto minutes = mark == std::string_view::npos ? std::optional(0) : zone_minutes(time.substr(mark));
        if (!read_time(time.substr(0, mark), civil) || !minutes) return std::nullopt;
        civil.zone_minutes = *minutes;
    }
    const Moment result = moment(civil);
    if (day_of_year == 0 || !result || size - year_digits != 3) return size - year_digits == 3 ? std::nullopt : result;
    if (day_of_year > 366) return std::nullopt;
    return *result + std::int64_t{day_of_year - 1} * 86'400'000;
}

// "fri, 2006/09/15 08:19:53 edt"
Moment read_perforce(std::string_view text) {
    const Words words = words_of(text);
    const std::size_t first = !words.empty() && words[0].ends_with(',') ? 1 : 0;
    if (words.size() < first + 2) return std::nullopt;
    const Words date = split(words[first], [](char c) { return c == '/'; });
    if (date.size() != 3) return std::nullopt;
    Civil civil;
    const auto year = number(date[0]);
    const auto month = number(date[1]);
    const auto day = number(date[2]);
    const auto zone = words.size() > first + 2 ? zone_minutes(words[first + 2]) : std::optional(0);
    if (!year || !month || !day || !zone || !read_time(words[first + 1], civil)) return std::nullopt;
    civil.year = *year;
    civil.month = *month;
    civil.day = *day;
    civil.zone_minutes = *zone;
    return moment(civil);
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    return replace_all(std::string(text), from, to);
}

// "2004-05-25 오후 11:23:17" and "2004년 05월 28일  01:31:15", in Seoul's time.
Moment read_korean(std::string_view text) {
    if (text.contains("\xEB\x85\x84")) {
        const std::string plain =
            replaced(replaced(replaced(text, "\xEB\x85\x84", "-"), "\xEC\x9B\x94", "-"), "\xEC\x9D\xBC", " ");
        const Words words = words_of(plain);
        if (words.size() != 4) return std::nullopt;
        return read_w3c(std::string(words[0]) + std::string(words[1]) + std::string(words[2]) + "t" +
                        std::string(words[3]) + "+09:00");
    }
    const Words words = words_of(text);
    const bool before_noon = words.size() == 3 && words[1] == "\xEC\x98\xA4\xEC\xA0\x84";
    const bool after_noon = words.size() == 3 && words[1] == "\xEC\x98\xA4\xED\x9B\x84";
    if (!before_noon && !after_noon) return std::nullopt;
    const std::size_t colon = words[2].find(':');
    const auto hour = number(words[2].substr(0, colon));
    if (!hour || colon == std::string_view::npos || *hour > 12) return std::nullopt;
    const int full = *hour % 12 + (after_noon ? 12 : 0);
    return read_w3c(std::string(words[0]) + "t" + std::to_string(full) + std::string(words[2].substr(colon)) +
                    "+09:00");
}

Moment read_greek(std::string_view text) {
    struct Name {
        std::string_view greek;
        std::string_view english;
    };
    static constexpr Name kMonths[] = {{"Ιαν", "jan"},  {"Φεβ", "feb"}, {"Μάώ", "mar"},  {"Μαώ", "mar"}, {"Μάρ", "mar"},
                                       {"Μαρ", "mar"},  {"Απρ", "apr"}, {"Μάι", "may"},  {"Μαϊ", "may"}, {"Μαι", "may"},
                                       {"Ιούν", "jun"}, {"Ιον", "jun"}, {"Ιούλ", "jul"}, {"Ιολ", "jul"}, {"Αύγ", "aug"},
                                       {"Αυγ", "aug"},  {"Σεπ", "sep"}, {"Οκτ", "oct"},  {"Νοέ", "nov"}, {"Νοε", "nov"},
                                       {"Δεκ", "dec"}};
    const Words words = words_of(text);
    if (words.size() != 6 || !words[0].ends_with(',')) return std::nullopt;
    for (const Name& month : kMonths) {
        if (!words[2].starts_with(month.greek)) continue;
        return read_rfc822(std::string(words[1]) + " " + std::string(month.english) + " " + std::string(words[3]) +
                           " " + std::string(words[4]) + " " + std::string(words[5]));
    }
    return std::nullopt;
}

Moment read_hungarian(std::string_view text) {
    static constexpr std::string_view kMonths[] = {"január",     "februári", "március",  "április",
                                                   "május",      "június",   "július",   "augusztus",
                                                   "szeptember", "október",  "november", "december"};
    const std::size_t first = text.find('-');
    const std::size_t second = first == std::string_view::npos ? first : text.find('-', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const std::string_view name = text.substr(first + 1, second - first - 1);
    for (std::size_t month = 0; month < std::size(kMonths); ++month) {
        if (kMonths[month] == name)
            return read_w3c(std::string(text.substr(0, first + 1)) + std::to_string(month + 1) +
                            std::string(text.substr(second)));
    }
    return std::nullopt;
}

} // namespace

std::optional<std::int64_t> parse_date_as(DateForm form, std::string_view text) {
    constexpr std::size_t kLongest = 100;
    const std::string plain =
        lower(trim(text.substr(0, kLongest + 1))); // lower() leaves letters beyond ASCII as they are
    if (plain.empty() || plain.size() > kLongest) return std::nullopt;
    switch (form) {
    case DateForm::w3c: return read_w3c(plain);
    case DateForm::rfc822: return read_rfc822(plain);
    case DateForm::asctime: return read_asctime(plain);
    case DateForm::iso8601: return read_iso8601(plain);
    case DateForm::perforce: return read_perforce(plain);
    case DateForm::korean: return read_korean(plain);
    case DateForm::greek: return read_greek(plain);
    case DateForm::hungarian: return read_hungarian(plain);
    }
    return std::nullopt;
}

std::optional<std::int64_t> parse_date(std::string_view text) {
    for (const DateForm form : {DateForm::w3c, DateForm::rfc822, DateForm::asctime, DateForm::iso8601,
                                DateForm::perforce, DateForm::korean, DateForm::greek, DateForm::hungarian}) {
        if (const auto found = parse_date_as(form, text)) return found;
    }
    return std::nullopt;
}

} // namespace hypha::edge::feeds

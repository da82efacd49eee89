#include "app/local_date.hpp"

#include <chrono>

namespace hypha::app {
namespace {

std::string digits(unsigned value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

} // namespace

std::string local_date(std::int64_t wall_ms, std::int64_t zone_offset_min) {
    const std::chrono::milliseconds local(wall_ms + zone_offset_min * 60'000);
    const std::chrono::sys_days day{std::chrono::floor<std::chrono::days>(local)};
    const std::chrono::year_month_day date{day};
    return digits(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
           digits(static_cast<unsigned>(date.month()), 2) + "-" + digits(static_cast<unsigned>(date.day()), 2);
}

} // namespace hypha::app

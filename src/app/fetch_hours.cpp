#include "app/fetch_hours.hpp"

#include <algorithm>

#include "app/fetch_stories.hpp"
#include "app/settings.hpp"

namespace hypha::app {
namespace {

using taste::FetchHold;

constexpr const char* kQuiet = "news_quiet"; // 10000 * from + to: two numbers in one, so that they are written at once
constexpr const char* kCheap = "news_cheap";
constexpr const char* kCharging = "news_only_charging";
constexpr const char* kFree = "news_unknown_is_free";
constexpr std::int64_t kFrom = 10'000;
constexpr std::int64_t kMinute_ms = 60'000;

taste::DayWindow read_window(Workplace& work, const char* key) {
    const std::int64_t both = read_integer(work, key).value_or(0);
    const std::int64_t from = both / kFrom, to = both % kFrom;
    if (both < 0 || from >= taste::kDay_min || to >= taste::kDay_min) {
        return {};
    }
    return {static_cast<int>(from), static_cast<int>(to)};
}

bool is_minute(int minute) { return minute >= 0 && minute < taste::kDay_min; }

// A choice is made: what follows from it, at once.
void chosen(Workplace& work) {
    work.memory.news.plan_is_old = true;
    if (judge_fetching(work).hold != FetchHold::none) {
        stop_fetching(work);
    }
    go_on_fetching(work);
    work.touch();
}

void choose_flag(Workplace& work, bool& flag, const char* key, bool on) {
    if (!work.database) {
        return;
    }
    flag = on;
    write_setting(work, key, on ? "1" : "0");
    chosen(work);
}

} // namespace

void read_fetch_hours(Workplace& work) {
    Reading& reading = work.state.reading;
    reading.quiet = read_window(work, kQuiet);
    reading.cheap = read_window(work, kCheap);
    reading.only_charging = read_setting(work, kCharging) == "1";
    reading.unknown_is_free = read_setting(work, kFree) == "1";
}

void choose_fetch_hours(Workplace& work, const command::ChooseFetchHours& wish) {
    if (!work.database || !is_minute(wish.window.from_min) || !is_minute(wish.window.to_min)) {
        return;
    }
    (wish.cheap ? work.state.reading.cheap : work.state.reading.quiet) = wish.window;
    write_setting(work, wish.cheap ? kCheap : kQuiet,
                  std::to_string(kFrom * wish.window.from_min + wish.window.to_min));
    chosen(work);
}

void choose_charging(Workplace& work, bool only) {
    choose_flag(work, work.state.reading.only_charging, kCharging, only);
}

void choose_free_line(Workplace& work, bool is_free) {
    choose_flag(work, work.state.reading.unknown_is_free, kFree, is_free);
}

void power_changed(Workplace& work, const ports::PowerChanged& changed) {
    Reading& reading = work.state.reading;
    const taste::Power power = changed.charging == "yes"  ? taste::Power::mains
                               : changed.charging == "no" ? taste::Power::battery
                                                          : taste::Power::unknown;
    if (reading.power == power) {
        return;
    }
    reading.power = power;
    if (reading.known) {
        if (judge_fetching(work).hold == FetchHold::on_battery) {
            stop_fetching(work);
        }
        work.memory.news.due = true;
    }
    work.touch();
}

const taste::FetchAnswer& judge_fetching(Workplace& work) {
    Reading& reading = work.state.reading;
    const std::int64_t now_ms = work.clock.wall_ms();
    const int minute = taste::minute_of_day(now_ms, work.state.look.zone_offset_min);
    const taste::FetchRules rules = reading.rules();
    const taste::FetchAnswer may =
        taste::may_fetch(rules, {minute, work.state.online ? reading.line() : taste::Line::none, reading.power,
                                 reading.saves_data, reading.spent_bytes});
    int change = taste::minutes_to_change(rules, minute);
    if (may.hold == FetchHold::tomorrow || may.hold == FetchHold::wifi) {
        const int midnight = taste::kDay_min - minute;
        change = change > 0 ? std::min(change, midnight) : midnight;
    }
    reading.look_again_ms = change == 0 ? 0 : (now_ms / kMinute_ms + change) * kMinute_ms;
    if (reading.may != may) {
        reading.may = may;
        work.touch();
    }
    return reading.may;
}

bool lists_may_come(Workplace& work) {
    const Reading& reading = work.state.reading;
    taste::FetchRules rules = reading.rules();
    rules.paused = false; // these two are about texts
    rules.unmetered_bytes = rules.other_bytes = 1;
    const int minute = taste::minute_of_day(work.clock.wall_ms(), work.state.look.zone_offset_min);
    return taste::may_fetch(rules, {minute, reading.line(), reading.power, reading.saves_data, 0}).hold ==
           FetchHold::none;
}

} // namespace hypha::app

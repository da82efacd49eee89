#include "core/taste/fetch_hours.hpp"

#include <algorithm>

namespace hypha::taste {
namespace {

int in_day(int minute) { return ((minute % kDay_min) + kDay_min) % kDay_min; }

bool hours_allow(const FetchRules& rules, int minute) {
    return !rules.quiet.holds(minute) && (!rules.cheap.is_set() || rules.cheap.holds(minute));
}

// The first minute from there on at which the hours allow it; -1 where none of the day does.
int next_allowed(const FetchRules& rules, int from) {
    for (int more = 0; more < kDay_min; ++more) {
        if (const int minute = in_day(from + more); hours_allow(rules, minute)) {
            return minute;
        }
    }
    return -1;
}

} // namespace

bool DayWindow::holds(int minute) const {
    if (!is_set()) {
        return false;
    }
    const int at = in_day(minute), from = in_day(from_min), to = in_day(to_min);
    return from < to ? at >= from && at < to : at >= from || at < to;
}

int minute_of_day(std::int64_t wall_ms, std::int64_t zone_offset_min) {
    constexpr std::int64_t kMinute_ms = 60'000;
    const std::int64_t minutes = wall_ms / kMinute_ms - (wall_ms % kMinute_ms < 0 ? 1 : 0) + zone_offset_min;
    return static_cast<int>(((minutes % kDay_min) + kDay_min) % kDay_min);
}

FetchAnswer may_fetch(const FetchRules& rules, const FetchMoment& moment) {
    const auto held = [](FetchHold hold, int until_min = -1) { return FetchAnswer{hold, until_min, 0}; };
    if (rules.paused) {
        return held(FetchHold::paused);
    }
    const int next = next_allowed(rules, moment.minute);
    if (next < 0) {
        return held(FetchHold::never);
    }
    if (moment.line == Line::none) {
        return held(FetchHold::connection);
    }
    if (moment.saves_data) {
        return held(FetchHold::save_data);
    }
    if (next != in_day(moment.minute)) {
        return held(rules.quiet.holds(moment.minute) ? FetchHold::quiet : FetchHold::outside_cheap, next);
    }
    if (rules.only_charging && moment.power != Power::mains) {
        return held(moment.power == Power::battery ? FetchHold::on_battery : FetchHold::power_unknown);
    }
    const std::int64_t budget = rules.budget_bytes(moment.line);
    if (std::max(budget, rules.unmetered_bytes) <= 0) {
        return held(FetchHold::no_budget);
    }
    if (moment.spent_bytes >= budget) {
        const bool more_there = !rules.is_free(moment.line) && rules.unmetered_bytes > moment.spent_bytes;
        return held(more_there ? FetchHold::wifi : FetchHold::tomorrow, more_there ? -1 : next_allowed(rules, 0));
    }
    return {FetchHold::none, -1, budget - moment.spent_bytes};
}

std::int64_t pictures_left_bytes(const FetchRules& rules, const FetchMoment& moment) {
    return std::max<std::int64_t>(0, rules.budget_bytes(moment.line) / 2 - moment.spent_bytes);
}

int minutes_to_change(const FetchRules& rules, int minute) {
    const bool now = hours_allow(rules, minute);
    for (int more = 1; more < kDay_min; ++more) {
        if (hours_allow(rules, minute + more) != now) {
            return more;
        }
    }
    return 0;
}

} // namespace hypha::taste

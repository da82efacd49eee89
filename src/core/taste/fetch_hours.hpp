// Whether texts may come by themselves now, by what the person chose and what the device says; where not, why, and when that ends.
// Pure: the app asks it, and so does the service worker (fetch_export.hpp). Times of day are minutes after the person's own midnight, as
// a clock on their wall shows them: a window that summer time leaves out does not happen that day, one that its end repeats happens twice.
#pragma once

#include <cstdint>

namespace hypha::taste {

inline constexpr int kDay_min = 24 * 60;

struct
    DayWindow { // from the first minute to the one before the last; over midnight where it ends earlier than it begins
    int from_min = 0, to_min = 0;
    [[nodiscard]] bool is_set() const { return from_min != to_min; } // equal ends: there is none
    [[nodiscard]] bool holds(int minute) const;
    bool operator==(const DayWindow&) const = default;
};

// What a browser says of the connection. unknown: there is one, and no more is said of it.
enum class Line { none, unknown, metered, unmetered };
enum class Power { unknown, battery, mains };

// Names a minute of the day, 0 to kDay_min - 1. `zone_offset_min`: how much more than UTC the clock there shows at that moment.
int minute_of_day(std::int64_t wall_ms, std::int64_t zone_offset_min);

// Which pictures of stories come without a tap. small, all: of each the small file, or the large one.
enum class PictureWish { never, small, all };

struct FetchRules {
    bool paused = false;
    DayWindow quiet; // nothing comes by itself in it
    DayWindow cheap; // where it is set, nothing comes by itself outside of it
    bool only_charging = false;
    bool unknown_is_free = false; // the person says that a line of which nothing is known is not paid by its size
    std::int64_t unmetered_bytes = 5'000'000, other_bytes = 1'000'000; // of a day
    PictureWish pictures = PictureWish::never;
    [[nodiscard]] bool is_free(Line line) const {
        return line == Line::unmetered || (line == Line::unknown && unknown_is_free);
    }
    [[nodiscard]] std::int64_t budget_bytes(Line line) const { return is_free(line) ? unmetered_bytes : other_bytes; }
    bool operator==(const FetchRules&) const = default;
};

struct FetchMoment {
    int minute = 0; // of the day
    Line line = Line::unknown;
    Power power = Power::unknown;
    bool saves_data = false;      // Save-Data
    std::int64_t spent_bytes = 0; // today
};

enum class FetchHold {
    none,
    paused,
    never, // the quiet hours leave nothing of the cheap window
    connection,
    save_data,
    quiet,
    outside_cheap,
    on_battery,
    power_unknown, // and it was to be charging
    no_budget,     // no megabyte a day
    wifi,          // today's bytes are spent here, and not on a line that is free
    tomorrow
};

struct FetchAnswer {
    FetchHold hold = FetchHold::none;
    int until_min = -1;          // of the day: when the hours allow it again; -1: it hangs on something else
    std::int64_t left_bytes = 0; // of today, never less than 0; where nothing holds
    bool operator==(const FetchAnswer&) const = default;
};

// `minute` beyond a day counts on into the next one.
FetchAnswer may_fetch(const FetchRules& rules, const FetchMoment& moment);

// What pictures may still cost today: they leave half of a day's limit to the texts that its later lists bring. Never less than 0.
std::int64_t pictures_left_bytes(const FetchRules& rules, const FetchMoment& moment);

// How many minutes it is until the hours allow what they do not allow now, or the other way about; 0: they never change.
int minutes_to_change(const FetchRules& rules, int minute);

} // namespace hypha::taste

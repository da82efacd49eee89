#include "ui/fetch_hours_card.hpp"

#include <string>

#include "ui/kit/kit.hpp"
#include "ui/stepper_row.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;
using taste::FetchHold;

constexpr int kStep_min = 30;
constexpr taste::DayWindow kUsualQuiet{22 * 60, 7 * 60}, kUsualCheap{0, 5 * 60};

std::string clock_of(int minute) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / 60) + ":" + two(minute % 60);
}

int stepped(int minute, int steps) { return (minute + steps * kStep_min + taste::kDay_min) % taste::kDay_min; }

Str hold_words(FetchHold hold) {
    switch (hold) {
    case FetchHold::none: return Str::fetch_may;
    case FetchHold::paused: return Str::fetch_hold_paused;
    case FetchHold::never: return Str::fetch_hold_never;
    case FetchHold::connection: return Str::fetch_hold_connection;
    case FetchHold::save_data: return Str::fetch_hold_save_data;
    case FetchHold::quiet: return Str::fetch_hold_quiet;
    case FetchHold::outside_cheap: return Str::fetch_hold_cheap;
    case FetchHold::on_battery: return Str::fetch_hold_battery;
    case FetchHold::power_unknown: return Str::fetch_hold_power_unknown;
    case FetchHold::no_budget: return Str::fetch_hold_no_budget;
    case FetchHold::wifi: return Str::fetch_hold_wifi;
    case FetchHold::tomorrow: return Str::fetch_hold_tomorrow;
    }
    return Str::fetch_may;
}

bool captioned_switch(Frame& frame, std::string_view key, Column& column, std::string_view label, bool on,
                      std::string_view caption, bool disabled = false) {
    const float width = column.w - size::switch_w - 16;
    const float words = measure_text(frame, width, label, Type::body) +
                        (caption.empty() ? 0 : measure_text(frame, width, caption, Type::caption));
    return switch_row(frame, key, column.take(std::max(frame.grown(60, Type::body), words + 20)), label, on, caption,
                      disabled);
}

// A switch, and its two times while it is on. Two equal times would be no window: the step goes over them.
void window_rows(Frame& frame, Column& column, bool cheap, const taste::DayWindow& window) {
    const KeyScope scope(frame, cheap ? "cheap" : "quiet");
    const std::string_view name = frame.tr(cheap ? Str::fetch_cheap : Str::fetch_quiet);
    if (captioned_switch(frame, "on", column, name, window.is_set(),
                         frame.tr(cheap ? Str::fetch_cheap_line : Str::fetch_quiet_line))) {
        frame.ask(command::ChooseFetchHours{cheap, window.is_set() ? taste::DayWindow{}
                                                                   : (cheap ? kUsualCheap : kUsualQuiet)});
    }
    if (!window.is_set()) {
        return;
    }
    const auto row = [&](bool from) {
        const int minute = from ? window.from_min : window.to_min, other = from ? window.to_min : window.from_min;
        const std::string what = frame.tr(from ? Str::fetch_hours_from : Str::fetch_hours_to, {{"what", name}});
        const std::string less = frame.tr(Str::fetch_earlier, {{"what", what}}),
                          more = frame.tr(Str::fetch_later, {{"what", what}}), value = clock_of(minute);
        const int asked = stepper_row(frame, from ? "from" : "to", column,
                                      {frame.tr(from ? Str::fetch_from : Str::fetch_to), value, less, more});
        if (asked != 0) {
            int next = stepped(minute, asked);
            next = next == other ? stepped(next, asked) : next;
            frame.ask(
                command::ChooseFetchHours{cheap, from ? taste::DayWindow{next, other} : taste::DayWindow{other, next}});
        }
    };
    row(true);
    row(false);
}

void divider(Frame& frame, Column& column) {
    hairline(frame, column.x, column.y, column.w);
    column.gap(frame.px());
}

void way(Frame& frame, Column& column, Icon glyph, std::string_view words) {
    const float left = 32;
    const float height = std::max(24.F, measure_text(frame, column.w - left, words, Type::body));
    icon(frame, {column.x + 10, column.y + frame.line(Type::body) / 2}, glyph, 20, Color::text2);
    text(frame, column.x + left, column.y, column.w - left, words, Type::body, Color::text);
    column.gap(height + 10);
}

} // namespace

std::string fetch_now_words(const Context& context, const app::Reading& reading) {
    const int until = std::max(0, reading.may.until_min);
    return context.tr(hold_words(reading.may.hold), {{"time", clock_of(until)}});
}

void fetch_now(Frame& frame, Column& column, const app::Reading& reading) {
    auto_card(frame, "now", column, 72, [&](Context&, Column& inside) {
        const bool runs = reading.may.hold == FetchHold::none;
        const float left = 36;
        const std::string words = fetch_now_words(frame, reading);
        const float height = measure_text(frame, inside.w - left, words, Type::body);
        icon(frame, {inside.x + 11, inside.y + frame.line(Type::body) / 2}, runs ? Icon::download_simple : Icon::clock,
             22, runs ? Color::primary : Color::text2);
        TextOptions options;
        options.key = "words";
        options.live = "polite";
        text(frame, inside.x + left, inside.y, inside.w - left, words, Type::body, Color::text, options);
        inside.gap(height);
    });
    column.gap(20);
}

void fetch_hours_card(Frame& frame, Column& column, const app::Reading& reading) {
    section_header(frame, column, frame.tr(Str::fetch_hours_title));
    column.gap(8);
    auto_card(
        frame, "hours", column, 360,
        [&](Context&, Column& inside) {
            if (captioned_switch(frame, "pause", inside, frame.tr(Str::fetch_pause), reading.paused, {})) {
                frame.ask(command::PauseFetching{!reading.paused});
            }
            divider(frame, inside);
            window_rows(frame, inside, false, reading.quiet);
            divider(frame, inside);
            window_rows(frame, inside, true, reading.cheap);
            divider(frame, inside);
            const bool unknown = reading.power == taste::Power::unknown;
            if (captioned_switch(frame, "charging", inside, frame.tr(Str::fetch_charging), reading.only_charging,
                                 frame.tr(unknown ? Str::fetch_charging_unknown : Str::fetch_charging_line),
                                 unknown && !reading.only_charging)) {
                frame.ask(command::ChooseCharging{!reading.only_charging});
            }
            if (!reading.line_known) {
                divider(frame, inside);
                if (captioned_switch(frame, "free_line", inside, frame.tr(Str::fetch_free_line),
                                     reading.unknown_is_free, frame.tr(Str::fetch_free_line_line))) {
                    frame.ask(command::ChooseFreeLine{!reading.unknown_is_free});
                }
            }
        },
        radius::lg, 16);
    column.gap(8);
    text(frame, column, frame.tr(Str::fetch_by_hand), Type::caption, Color::text2);
    column.gap(24);
}

void fetch_ways(Frame& frame, Column& column, const app::Reading& reading) {
    if (reading.periodic == app::PeriodicFetch::unknown) {
        return;
    }
    section_header(frame, column, frame.tr(Str::fetch_ways_title));
    column.gap(8);
    way(frame, column, Icon::device_mobile, frame.tr(Str::fetch_way_open));
    if (reading.when_connected) {
        way(frame, column, Icon::wifi_high, frame.tr(Str::fetch_way_connected));
    }
    const bool on = reading.periodic == app::PeriodicFetch::on,
               refused = reading.periodic == app::PeriodicFetch::refused;
    way(frame, column, on ? Icon::clock : Icon::x_circle,
        frame.tr(on        ? Str::fetch_way_periodic
                 : refused ? Str::fetch_way_refused
                           : Str::fetch_way_absent));
    if (reading.only_charging && (on || reading.when_connected)) {
        way(frame, column, Icon::battery_medium, frame.tr(Str::fetch_way_charging));
    }
    column.gap(14);
}

} // namespace hypha::ui

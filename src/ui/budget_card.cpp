#include "ui/budget_card.hpp"

#include <algorithm>
#include <string>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

// "List of today, 8:10"; empty before there was any.
std::string list_time(const Frame& frame, const app::Reading& reading) {
    if (reading.refreshed_ms == 0) {
        return "";
    }
    const CivilTime at = civil_time(reading.refreshed_ms, frame.zone_offset_min);
    const std::string day =
        format_relative_day(frame.locale, reading.refreshed_ms, frame.wall_ms, frame.zone_offset_min);
    const std::string minute = (at.minute < 10 ? "0" : "") + std::to_string(at.minute);
    return frame.tr(Str::read_list_of, {{"date", day + ", " + std::to_string(at.hour) + ":" + minute}});
}

} // namespace

void budget_card(Frame& frame, Column& column, const app::Reading& reading) {
    const std::string spent = format_bytes(frame.locale, reading.spent_bytes),
                      budget = format_bytes(frame.locale, reading.budget_bytes());
    const Rect rect = column.take(frame.grown(68, Type::label));
    PressOptions how;
    how.focus_rounding = radius::lg;
    const auto [pressed, node] = pressable(
        frame, "budget", Role::link, frame.tr(Str::read_today_name, {{"spent", spent}, {"budget", budget}}), rect, how);
    if (pressed) {
        frame.ask(command::GoTo{{app::Screen::news_settings, {}, {}}});
    }
    const bool dark = frame.theme->dark;
    fill(frame, rect, dark ? Color::surface2 : Color::inverse, radius::lg);
    const Color ink = dark ? Color::text : Color::on_inverse;
    const float line = frame.line(Type::label), x = rect.x + 18, width = rect.w - 36 - 34;
    const float top = rect.center_y() - (line + 12) / 2;
    const std::string words = frame.tr(Str::read_today, {{"spent", spent}, {"budget", budget}});
    line_in(frame, {x, top, width, line}, words, Type::label, ink);
    const std::string when = list_time(frame, reading);
    if (text_width(frame, words, Type::label) + text_width(frame, when, Type::caption) + 12 < width) {
        line_in(frame, {x, top, width, line}, when, Type::caption, ink, Align::right);
    }
    const Rect track{x, top + line + 6, width, 6};
    frame.draw->AddRectFilled(track.min(), track.max(), frame.color(ink, 0.25F), 3);
    const double share = reading.budget_bytes() > 0
                             ? static_cast<double>(reading.spent_bytes) / static_cast<double>(reading.budget_bytes())
                             : 1;
    if (share > 0) {
        fill(frame, {track.x, track.y, std::max(6.F, track.w * static_cast<float>(std::min(1.0, share))), track.h},
             Color::accent, 3);
    }
    icon(frame, {rect.right() - 24, rect.center_y()}, Icon::caret_right, 18, ink);
}

} // namespace hypha::ui

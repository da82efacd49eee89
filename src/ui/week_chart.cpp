#include "ui/week_chart.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ui/kit/kit.hpp"
#include "ui/ledger_kinds.hpp"

namespace hypha::ui {
namespace {

constexpr float kPad = 18, kColumns = 132, kBar = 28, kDash = 6;
constexpr std::int64_t kSeen = 4; // times the largest day is the top of the chart at most

constexpr std::array kWeekdays{Str::weekday_sun, Str::weekday_mon, Str::weekday_tue, Str::weekday_wed,
                               Str::weekday_thu, Str::weekday_fri, Str::weekday_sat};

// 1 January 1970 was a Thursday.
std::string_view weekday_of(const Context& context, std::int64_t day) {
    return context.tr(kWeekdays[static_cast<std::size_t>(((day % 7) + 7 + 4) % 7)]);
}

void limit_line(Frame& frame, const Rect& plot, float y) {
    for (float x = plot.x; x < plot.right(); x += 2 * kDash) {
        hairline(frame, x, y, std::min(kDash, plot.right() - x), Color::accent_text);
    }
}

void day_column(Frame& frame, const Rect& slot, const app::LedgerDay& day, double most, bool today) {
    const auto height = [&](std::int64_t bytes) {
        return static_cast<float>(static_cast<double>(bytes) / most) * slot.h;
    };
    const float bar = std::min(kBar, slot.w - 4), x = slot.x + (slot.w - bar) / 2;
    // From below; the one on top is round.
    using taste::ReceivedKind;
    const std::array parts{
        std::pair{ReceivedKind::lists, day.lists_bytes}, std::pair{ReceivedKind::texts, day.texts_bytes},
        std::pair{ReceivedKind::pages, day.pages_bytes}, std::pair{ReceivedKind::pictures, day.pictures_bytes}};
    float y = slot.bottom();
    std::int64_t left = day.counted_bytes();
    for (const auto& [kind, bytes] : parts) {
        left -= bytes;
        if (const float h = height(bytes); h > 0) {
            y -= h;
            fill(frame, {x, y, bar, h}, color_of(kind), left == 0 ? std::min(4.F, h / 2) : 0);
        }
    }
    const std::string name = std::string(today ? frame.tr(Str::ledger_this_day) : weekday_of(frame, day.day)) + ", " +
                             format_bytes(frame.locale, day.counted_bytes());
    frame.semantics.add(frame.id("day"), Role::text, name, slot);
}

} // namespace

void week_chart(Frame& frame, Column& column, const app::Reading& reading) {
    if (reading.week.empty()) {
        return;
    }
    const float head = frame.line(Type::body_strong), label = frame.line(Type::caption);
    const Rect box = column.take(14 + head + 16 + kColumns + 6 + label + 14);
    card(frame, box, radius::lg);
    const KeyScope scope(frame, "week");
    const Rect title{box.x + kPad, box.y + 14, box.w - 2 * kPad, head};
    const std::string limit =
        frame.tr(Str::ledger_limit, {{"size", format_bytes(frame.locale, reading.budget_bytes())}});
    const float width = std::min(text_width(frame, limit, Type::caption) + 2, title.w / 2);
    line_in(frame, {title.x, title.y, title.w - width - 8, title.h}, frame.tr(Str::ledger_week), Type::body_strong,
            Color::text);
    line_in(frame, title.right_part(width), limit, Type::caption, Color::accent_text, Align::right);
    std::int64_t largest = 1;
    for (const app::LedgerDay& day : reading.week) {
        largest = std::max(largest, day.counted_bytes());
    }
    // Small days are seen too: a limit that is far above them is said, not drawn.
    const auto most = static_cast<double>(std::max(largest, std::min(reading.budget_bytes(), kSeen * largest)));
    const Rect plot{title.x, title.bottom() + 16, title.w, kColumns};
    const Group list(frame, "days", Role::list, frame.tr(Str::ledger_week), plot);
    const float slot = plot.w / static_cast<float>(reading.week.size());
    for (std::size_t i = 0; i < reading.week.size(); ++i) {
        const KeyScope day_scope(frame, "day", static_cast<std::int64_t>(i));
        const bool today = i + 1 == reading.week.size();
        const float x = plot.x + slot * static_cast<float>(i);
        const NodeId item = frame.id("item");
        frame.semantics.add(item, Role::list_item, "", {x, plot.y, slot, plot.h});
        frame.semantics.open(item);
        day_column(frame, {x, plot.y, slot, plot.h}, reading.week[i], most, today);
        frame.semantics.close();
        line_in(frame, {x, plot.bottom() + 6, slot, label},
                today ? frame.tr(Str::ledger_this_day) : weekday_of(frame, reading.week[i].day), Type::caption,
                today ? Color::text : Color::text2, Align::center);
    }
    hairline(frame, plot.x, plot.bottom(), plot.w);
    if (const auto limit_bytes = static_cast<double>(reading.budget_bytes()); limit_bytes <= most) {
        limit_line(frame, plot, plot.bottom() - static_cast<float>(limit_bytes / most) * plot.h);
    }
    column.gap(16);
}

} // namespace hypha::ui

// What to read and how much of it comes by itself: the region, the day's limits, what today cost by source, and the sources that are
// hidden, each with the way back.
#include <array>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/news_words.hpp"
#include "ui/rows_card.hpp"
#include "ui/screen_layout.hpp"
#include "ui/views.hpp"
#include "ui/week_chart.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::array<std::int64_t, 9> kBudgets_mb{0, 1, 2, 5, 10, 20, 50, 100, 200};

bool step(Frame& frame, std::string_view key, const Rect& rect, Icon glyph, std::string_view name, bool enabled) {
    const auto [pressed, node] =
        pressable(frame, key, Role::button, name, rect, {.disabled = !enabled, .focus_rounding = rect.h / 2});
    fill(frame, rect, pressed.amount > 0.5F ? Color::surface3 : Color::surface2, rect.h / 2);
    icon(frame, rect.center(), glyph, 20, enabled ? Color::text : Color::text3);
    return pressed.clicked;
}

void budget_row(Frame& frame, Column& column, bool unmetered, std::int64_t now_mb) {
    const KeyScope scope(frame, unmetered ? "wifi" : "other");
    const std::string_view what = frame.tr(unmetered ? Str::budget_wifi : Str::budget_other);
    std::size_t at = 0;
    while (at + 1 < kBudgets_mb.size() && kBudgets_mb[at] < now_mb) {
        ++at;
    }
    const float side = 52, value = 84 * std::min(frame.text_scale, 1.5F);
    const Rect row =
        column.take(std::max(64.F, measure_text(frame, column.w - 2 * side - value, what, Type::body) + 16));
    const Rect more{row.right() - side, row.center_y() - side / 2, side, side};
    const Rect less{more.x - value - side, more.y, side, side};
    TextOptions options;
    options.key = "what";
    text(frame, row.x, row.center_y() - measure_text(frame, less.x - row.x - 8, what, Type::body) / 2,
         less.x - row.x - 8, what, Type::body, Color::text, options);
    TextOptions middle;
    middle.align = Align::center;
    middle.key = "value";
    middle.live = "polite";
    text(frame, less.right(), row.center_y() - frame.line(Type::body_strong) / 2, value,
         frame.tr(Str::budget_value, {{"size", format_number(frame.locale, now_mb)}}), Type::body_strong, Color::text,
         middle);
    if (step(frame, "less", less, Icon::minus, frame.tr(Str::budget_less, {{"what", what}}), at > 0)) {
        frame.ask(command::ChooseBudget{unmetered, kBudgets_mb[at - 1]});
    }
    if (step(frame, "more", more, Icon::plus, frame.tr(Str::budget_more, {{"what", what}}),
             at + 1 < kBudgets_mb.size())) {
        frame.ask(command::ChooseBudget{unmetered, kBudgets_mb[at + 1]});
    }
}

void region(Frame& frame, Column& column, const app::Reading& reading) {
    section_header(frame, column, frame.tr(Str::read_region));
    column.gap(4);
    if (reading.regions.size() > 1) {
        std::vector<std::string_view> labels;
        int chosen = -1;
        for (const app::NewsRegion& each : reading.regions) {
            chosen = each.name == reading.region ? static_cast<int>(labels.size()) : chosen;
            labels.emplace_back(each.name);
        }
        const int tapped = radio_rows(frame, "regions", column, frame.tr(Str::read_region), labels, chosen);
        if (tapped >= 0) {
            frame.ask(command::ChooseRegion{reading.regions[static_cast<std::size_t>(tapped)].name});
        }
    } else if (!reading.region.empty()) {
        text(frame, column, reading.region, Type::body, Color::text);
    }
    if (!reading.regions_known) {
        RowOptions row;
        row.chevron = false;
        row.caption = reading.working           ? frame.tr(Str::read_checking)
                      : reading.failure.empty() ? std::string_view{}
                                                : frame.tr(list_failure(reading.failure).title);
        const std::string_view words = frame.tr(Str::read_region_other);
        if (list_row(frame, "regions_ask", column.take(list_row_height(frame, column.w, words, row)), words, row) &&
            !reading.working) {
            frame.ask(command::AskRegions{});
        }
    }
    text(frame, column, frame.tr(Str::read_choose_region_line), Type::caption, Color::text2);
    column.gap(24);
}

void ledger(Frame& frame, Column& column, const app::Reading& reading) {
    week_chart(frame, column, reading);
    section_header(frame, column, frame.tr(Str::ledger_title), format_bytes(frame.locale, reading.spent_bytes));
    column.gap(4);
    if (reading.planned_bytes > 0) {
        text(frame, column,
             frame.tr(Str::ledger_forecast,
                      {{"size", format_bytes(frame.locale, reading.spent_bytes + reading.planned_bytes)}}),
             Type::caption, Color::text2);
    }
    if (reading.ledger.empty()) {
        text(frame, column, frame.tr(Str::ledger_nothing), Type::body, Color::text2);
    }
    for (std::size_t i = 0; i < reading.ledger.size(); ++i) {
        const KeyScope scope(frame, "ledger", static_cast<std::int64_t>(i));
        const app::LedgerEntry& entry = reading.ledger[i];
        const std::string bytes = format_bytes(frame.locale, entry.bytes);
        const std::string_view name =
            entry.source.empty() ? frame.tr(Str::ledger_lists) : std::string_view(entry.source);
        const Rect row = column.take(frame.grown(40, Type::body));
        frame.semantics.add(frame.id("entry"), Role::text, std::string(name) + ", " + bytes, row);
        const float width = text_width(frame, bytes, Type::caption) + 2;
        line_in(frame, {row.x, row.y, row.w - width - 12, row.h}, name, Type::body, Color::text);
        line_in(frame, row.right_part(width), bytes, Type::caption, Color::text2, Align::right);
        hairline(frame, row.x, row.bottom() - frame.px(), row.w);
    }
    column.gap(8);
    text(frame, column,
         frame.tr_count(Plural::read_kept, reading.kept_stories,
                        {{"size", format_bytes(frame.locale, reading.kept_bytes)}}),
         Type::caption, Color::text2);
    column.gap(24);
}

void hidden(Frame& frame, Column& column, const app::Reading& reading) {
    if (reading.hidden_sources.empty()) {
        return;
    }
    section_header(frame, column, frame.tr(Str::hidden_title));
    for (const std::string& source : reading.hidden_sources) {
        RowOptions row;
        row.icon = Icon::eye_slash;
        row.caption = frame.tr(Str::hidden_show);
        row.chevron = false;
        row.hairline_below = true;
        const float height = list_row_height(frame, column.w, source, row);
        if (list_row(frame, "hidden." + source, column.take(height), source, row)) {
            frame.ask(command::HideSource{source, false});
        }
    }
}

} // namespace

void view_news_settings(Frame& frame, const app::State& state) {
    const app::Reading& reading = state.reading;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const Rect below = pushed_bar(frame, area, frame.tr(Str::read_settings), false);
    ScrollRegion page(frame, "page", below);
    Column column = page.column(centred_gutter(frame, area.w));
    column.gap(8);
    section_header(frame, column, frame.tr(Str::budget_title));
    budget_row(frame, column, true, reading.budget_unmetered_mb);
    budget_row(frame, column, false, reading.budget_other_mb);
    if (!reading.unmetered) {
        text(frame, column, frame.tr(Str::budget_wifi_unknown), Type::caption, Color::text2);
    }
    text(frame, column, frame.tr(Str::budget_line), Type::caption, Color::text2);
    column.gap(8);
    if (switch_row(frame, "pause", column.take(frame.grown(56, Type::body)), frame.tr(Str::fetch_pause),
                   reading.paused)) {
        frame.ask(command::PauseFetching{!reading.paused});
    }
    column.gap(16);
    ledger(frame, column, reading);
    const std::array model{CardRow{"model", std::string(frame.tr(Str::taste_title)),
                                   std::string(frame.tr(Str::taste_row_line)), Icon::sliders_horizontal,
                                   command::GoTo{{app::Screen::taste, {}, {}}}, true}};
    rows_card(frame, column, "taste", model);
    column.gap(24);
    region(frame, column, reading);
    hidden(frame, column, reading);
    page.end(column.y + 24);
}

} // namespace hypha::ui

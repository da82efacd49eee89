// What to read and how much of it comes by itself, and when: what holds it now, the day's limits, the hours, how this browser fetches, what
// today cost by kind and source, the region, and the sources that are hidden, each with the way back.
#include <array>
#include <string>

#include "ui/fetch_hours_card.hpp"
#include "ui/kit/kit.hpp"
#include "ui/ledger_kinds.hpp"
#include "ui/news_words.hpp"
#include "ui/rows_card.hpp"
#include "ui/screen_layout.hpp"
#include "ui/stepper_row.hpp"
#include "ui/views.hpp"
#include "ui/week_chart.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr std::array<std::int64_t, 9> kBudgets_mb{0, 1, 2, 5, 10, 20, 50, 100, 200};

void budget_row(Frame& frame, Column& column, bool unmetered, std::int64_t now_mb) {
    const std::string_view what = frame.tr(unmetered ? Str::budget_wifi : Str::budget_other);
    std::size_t at = 0;
    while (at + 1 < kBudgets_mb.size() && kBudgets_mb[at] < now_mb) {
        ++at;
    }
    const std::string value = frame.tr(Str::budget_value, {{"size", format_number(frame.locale, now_mb)}});
    const std::string less = frame.tr(Str::budget_less, {{"what", what}}),
                      more = frame.tr(Str::budget_more, {{"what", what}});
    const int asked = stepper_row(frame, unmetered ? "wifi" : "other", column,
                                  {what, value, less, more, at > 0, at + 1 < kBudgets_mb.size()});
    if (asked != 0) {
        frame.ask(command::ChooseBudget{unmetered, kBudgets_mb[asked < 0 ? at - 1 : at + 1]});
    }
}

void budgets(Frame& frame, Column& column, const app::Reading& reading) {
    section_header(frame, column, frame.tr(Str::budget_title));
    column.gap(8);
    auto_card(
        frame, "budgets", column, 160,
        [&](Context&, Column& inside) {
            budget_row(frame, inside, true, reading.budget_unmetered_mb);
            hairline(frame, inside.x, inside.y, inside.w);
            budget_row(frame, inside, false, reading.budget_other_mb);
        },
        radius::lg, 16);
    column.gap(8);
    if (!reading.line_known && !reading.unknown_is_free) {
        text(frame, column, frame.tr(Str::budget_wifi_unknown), Type::caption, Color::text2);
        column.gap(4);
    }
    text(frame, column, frame.tr(Str::budget_line), Type::caption, Color::text2);
    column.gap(24);
}

void pictures(Frame& frame, Column& column, const app::Reading& reading) {
    using taste::PictureWish;
    section_header(frame, column, frame.tr(Str::pictures_wish));
    column.gap(4);
    const std::array labels{frame.tr(Str::pictures_never), frame.tr(Str::pictures_small), frame.tr(Str::pictures_all)};
    const int tapped =
        radio_rows(frame, "pictures", column, frame.tr(Str::pictures_wish), labels, static_cast<int>(reading.pictures));
    if (tapped >= 0) {
        frame.ask(command::ChoosePictures{static_cast<PictureWish>(tapped)});
    }
    column.gap(4);
    text(frame, column, frame.tr(Str::pictures_line), Type::caption, Color::text2);
    column.gap(24);
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
    ledger_kinds(frame, column, reading);
    ledger_sources(frame, column, reading);
    column.gap(8);
    text(frame, column,
         frame.tr_count(Plural::read_kept, reading.kept_stories,
                        {{"size", format_bytes(frame.locale, reading.kept_bytes)}}),
         Type::caption, Color::text2);
    if (reading.kept_pictures > 0) {
        text(frame, column,
             frame.tr_count(Plural::read_kept_pictures, reading.kept_pictures,
                            {{"size", format_bytes(frame.locale, reading.kept_pictures_bytes)}}),
             Type::caption, Color::text2);
    }
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
    fetch_now(frame, column, reading);
    budgets(frame, column, reading);
    pictures(frame, column, reading);
    fetch_hours_card(frame, column, reading);
    fetch_ways(frame, column, reading);
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

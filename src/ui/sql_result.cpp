#include "ui/sql_result.hpp"

#include <algorithm>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/sql_table.hpp"
#include "ui/sql_words.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr float kPlanStep = 20;

std::string number(const Frame& frame, std::size_t value) {
    return format_number(frame.locale, static_cast<std::int64_t>(value));
}

void waiting_changes(Frame& frame, Column& column, const app::Console& console) {
    auto_card(frame, "pending", column, 190, [&](Context& inner, Column& inside) {
        TextOptions title;
        title.role = Role::heading;
        title.level = 2;
        title.live = "polite";
        const std::string words = console.pending_rows > 0
                                      ? inner.tr_count(Plural::sql_rows_changed, console.pending_rows)
                                      : std::string(inner.tr(Str::sql_pending_none));
        text(inner, inside, words, Type::heading, Color::text, title);
        inside.gap(4);
        text(inner, inside, inner.tr(Str::sql_pending_line), Type::caption, Color::text2);
        inside.gap(14);
        ButtonSpec undo{"undo", inner.tr(Str::sql_undo)};
        undo.options.kind = ButtonKind::outline;
        undo.options.icon = Icon::arrow_counter_clockwise;
        ButtonSpec keep{"keep", inner.tr(Str::sql_keep)};
        keep.options.icon = Icon::check;
        keep.options.kind = ButtonKind::tonal; // the one filled button of the page is Run
        const int tapped = button_pair(inner, inside, undo, keep);
        if (tapped == 0) {
            frame.ask(command::UndoChanges{});
        } else if (tapped == 1) {
            frame.ask(command::KeepChanges{});
        }
    });
    column.gap(size::card_gap);
}

void undone_notice(Frame& frame, Column& column, app::Undone why) {
    Notice notice;
    notice.icon = Icon::arrow_counter_clockwise;
    notice.error = why != app::Undone::by_person;
    notice.title = frame.tr(notice.error ? Str::sql_undone_write : Str::sql_undone);
    notice.line = frame.tr(why == app::Undone::by_person      ? Str::sql_undone_line
                           : why == app::Undone::storage_lost ? Str::sql_undone_lost_line
                                                              : Str::sql_undone_write_line);
    notice_card(frame, "undone", column, notice);
    column.gap(size::card_gap);
}

void failure_card(Frame& frame, Column& column, const app::Console& console) {
    const SqlFailureWords words = sql_failure_words(console.failure);
    Notice notice;
    notice.title = frame.tr(words.title);
    std::string line(frame.tr(words.line));
    if (words.with_detail && !console.failure_detail.empty()) {
        line =
            "\xE2\x80\x9C" + console.failure_detail + "\xE2\x80\x9D. " + line; // in quotes: it is SQLite that says it
    }
    notice.line = line;
    notice_card(frame, "failure", column, notice);
    column.gap(size::card_gap);
}

void plan_tree(Frame& frame, Column& column, const app::Console& console) {
    section_header(frame, column, frame.tr(Str::sql_plan_title));
    column.gap(10);
    auto_card(frame, "plan_tree", column, 120, [&](Context& inner, Column& inside) {
        const Group list(inner, "plan_lines", Role::list, inner.tr(Str::sql_plan_title),
                         {inside.x, inside.y, inside.w, 24});
        for (std::size_t i = 0; i < console.plan.size(); ++i) {
            const app::SqlPlanLine& line = console.plan[i];
            const float in = kPlanStep * static_cast<float>(std::min(line.depth, 8));
            const float top = inside.y;
            Column words{inside.x + in, inside.y, inside.w - in};
            TextOptions item;
            item.role = Role::list_item;
            item.level = line.depth + 1;
            const std::string key = "line" + std::to_string(i);
            item.key = key;
            text(inner, words, line.text, Type::caption, Color::text, item);
            for (int depth = 0; depth < std::min(line.depth, 8); ++depth) {
                const float x = inner.snapped(inside.x + kPlanStep * static_cast<float>(depth) + 4);
                inner.draw->AddRectFilled({x, top}, {x + inner.px(), words.y + 6}, inner.color(Color::outline_strong));
            }
            inside.y = words.y + 6;
        }
        inside.y -= console.plan.empty() ? 0 : 6;
    });
    column.gap(16);
}

Str csv_words(app::CsvPhase phase) {
    switch (phase) {
    case app::CsvPhase::copied: return Str::csv_copied;
    case app::CsvPhase::saved: return Str::csv_saved;
    case app::CsvPhase::too_large: return Str::csv_too_large;
    case app::CsvPhase::refused: return Str::csv_refused;
    case app::CsvPhase::ready: return Str::csv_ready;
    default: return Str::csv_failed;
    }
}

void csv_actions(Frame& frame, Column& column, const app::Console& console) {
    const float height = frame.grown(size::touch_min, Type::label);
    const std::string_view copy = frame.tr(Str::csv_copy),
                           save = frame.tr(console.csv == app::CsvPhase::ready ? Str::csv_save_now : Str::csv_save);
    const float copy_width = text_width(frame, copy, Type::label) + 40;
    const Rect row = column.take(height);
    if (text_link(frame, "csv_copy", row.left_part(copy_width), copy, Role::button, false, Icon::copy, false)) {
        frame.ask(command::CopyCsv{});
    }
    const Rect rest{row.x + copy_width + 16, row.y, row.w - copy_width - 16, height};
    if (text_link(frame, "csv_save", rest, save, Role::button, false, Icon::download_simple, false)) {
        console.csv == app::CsvPhase::ready ? frame.ask(command::SaveCsvNow{}) : frame.ask(command::SaveCsv{});
    }
    if (console.csv == app::CsvPhase::none) {
        return;
    }
    TextOptions status;
    status.role = Role::status;
    status.key = "csv_status";
    if (console.csv == app::CsvPhase::making) {
        const auto done = static_cast<std::int64_t>(console.csv_rows);
        text(frame, column, frame.tr_count(Plural::sql_rows, done), Type::caption, Color::text2, status);
    } else {
        status.live = "polite";
        text(frame, column, frame.tr(csv_words(console.csv)), Type::caption, Color::text2, status);
    }
    column.gap(4);
}

void limits(Frame& frame, Column& column, const app::Console& console) {
    const auto said = [&](const std::string& words) {
        text(frame, column, words, Type::caption, Color::text2);
        column.gap(2);
    };
    if (console.capped) {
        said(frame.tr(console.changed >= 0 ? Str::sql_returned_capped : Str::sql_capped,
                      {{"count", number(frame, console.rows)}}));
    }
    if (console.columns.size() < console.all_columns) {
        said(frame.tr(Str::sql_columns_cut,
                      {{"shown", number(frame, console.columns.size())}, {"all", number(frame, console.all_columns)}}));
    }
    if (console.phase == app::RunPhase::stopped) {
        said(std::string(frame.tr(Str::sql_stopped)));
    }
}

} // namespace

void sql_answer(Frame& frame, Column& column, const app::Console& console) {
    if (console.pending) {
        waiting_changes(frame, column, console);
    }
    if (console.undone != app::Undone::none) {
        undone_notice(frame, column, console.undone);
    }
    if (console.phase == app::RunPhase::failed) {
        failure_card(frame, column, console);
    }
    if (console.planned && console.plan.empty()) {
        text(frame, column, frame.tr(Str::sql_plan_none), Type::body, Color::text2);
        column.gap(16);
    } else if (console.planned) {
        plan_tree(frame, column, console);
    }
}

void sql_result(Frame& frame, ScrollRegion& page, Column& column, const app::Console& console) {
    if (console.columns.empty()) {
        return;
    }
    const std::string count = frame.tr_count(Plural::sql_rows, static_cast<std::int64_t>(console.rows));
    section_header(frame, column, count, console.counted ? "" : frame.tr(Str::sql_result_so_far));
    column.gap(2);
    limits(frame, column, console);
    if (console.changed < 0) {
        csv_actions(frame, column, console);
    }
    column.gap(6);
    if (console.rows == 0) {
        if (console.counted) {
            text(frame, column, frame.tr(Str::sql_no_rows), Type::body, Color::text2);
            column.gap(10);
        }
    }
    sql_table(frame, page, column, console);
}

} // namespace hypha::ui

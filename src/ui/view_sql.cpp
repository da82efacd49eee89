// SQL on one's own rows, and on a copy of another file: an editor, what it may change, names to tap, what it answered.
// Ctrl+Enter runs. While there is work every frame asks for the next slice of it, so the page never stands still.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ui/kit/kit.hpp"
#include "ui/screen_layout.hpp"
#include "ui/sql_names.hpp"
#include "ui/sql_result.hpp"
#include "ui/views.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

constexpr int kFewestLines = 4, kMostLines = 9;
constexpr std::size_t kMeasuredBytes = 2000;

void editor(Frame& frame, Column& column, const app::Console& console) {
    // As high as the text, within reason: the field itself scrolls.
    const std::string_view measured = std::string_view(console.text).substr(0, kMeasuredBytes);
    const float needed = measure_text(frame, column.w - 36, measured, Type::body) / frame.line(Type::body);
    const int lines = std::clamp(static_cast<int>(std::ceil(needed)) + 1, kFewestLines, kMostLines);
    TextFieldOptions options;
    options.label = frame.tr(Str::sql_field);
    options.placeholder = frame.tr(Str::sql_placeholder);
    options.multiline = true;
    options.code = true;
    const Rect box = column.take(28 + frame.line(Type::body) * static_cast<float>(lines));
    if (const auto edit = text_field(frame, "query", box, console.text, options); edit && edit->value != console.text) {
        frame.ask(command::EditSql{edit->value});
    }
}

void actions(Frame& frame, Column& column, const app::Console& console) {
    ButtonSpec plan{"plan", frame.tr(Str::sql_plan)};
    plan.options.kind = ButtonKind::outline;
    ButtonSpec run{"run", frame.tr(Str::sql_run)};
    if (console.working()) {
        run = {"stop", frame.tr(Str::sql_stop)};
        plan.options.disabled = true;
    }
    const int tapped = button_pair(frame, column, plan, run);
    const bool by_key = !frame.blocked && frame.input.take_key("Enter") && !console.working();
    if (tapped == 1 && console.working()) {
        frame.ask(command::StopSql{});
    } else if (tapped == 1 || by_key) {
        frame.ask(command::RunSql{});
    } else if (tapped == 0) {
        frame.ask(command::PlanSql{});
    }
}

void changes_switch(Frame& frame, Column& column, const app::Console& console, bool newer) {
    if (newer) {
        text(frame, column, frame.tr(Str::sql_newer), Type::caption, Color::text2);
        return;
    }
    const std::string_view label = frame.tr(Str::sql_allow);
    const std::string_view caption = frame.tr(console.allow_changes ? Str::sql_allow_on : Str::sql_allow_off);
    const float height =
        std::max(56.F, measure_text(frame, column.w - size::switch_w - 16, label, Type::body) +
                           measure_text(frame, column.w - size::switch_w - 16, caption, Type::caption) + 12);
    if (switch_row(frame, "allow", column.take(height), label, console.allow_changes, caption)) {
        frame.ask(command::AllowChanges{!console.allow_changes});
    }
}

void copy_head(Frame& frame, Column& column, const app::Console& console) {
    Banner head;
    head.icon = Icon::database;
    const std::string title = frame.tr(Str::copy_head, {{"name", console.copy_name}});
    head.title = title;
    head.line = frame.tr(Str::copy_head_line);
    banner(frame, "copy", column, head);
    const Rect row = column.take(frame.grown(size::touch_min, Type::label));
    if (text_link(frame, "close_copy", row, frame.tr(Str::copy_close), Role::button, false, Icon::x, false)) {
        frame.ask(command::GoBack{});
    }
    column.gap(8);
}

void no_copy(Frame& frame, Column& column) {
    EmptyState state;
    state.drawing = Icon::database;
    state.title = frame.tr(Str::copy_none);
    state.line = frame.tr(Str::copy_none_line);
    state.action = frame.tr(Str::copy_row);
    if (empty_state(frame, "none", column, state)) {
        frame.ask(command::PickCopy{});
    }
}

std::string starter_title(const Frame& frame, const app::Console& console, std::size_t at) {
    constexpr std::array<Str, 3> kOwn{Str::sql_start_month, Str::sql_start_names, Str::sql_start_photos};
    return console.is_copy ? frame.tr(Str::sql_start_table, {{"name", console.tables[at].name}})
                           : std::string(frame.tr(kOwn[at % kOwn.size()]));
}

void starters(Frame& frame, Column& column, const app::Console& console) {
    if (console.starters.empty()) {
        return;
    }
    const KeyScope scope(frame, "starters");
    section_header(frame, column, frame.tr(Str::sql_start));
    column.gap(10);
    std::vector<std::string> titles, captions;
    std::vector<RowOptions> rows(console.starters.size());
    float height = 8;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        titles.push_back(starter_title(frame, console, i));
        captions.push_back(console.starters[i].substr(0, console.starters[i].find('\n')));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].caption = captions[i];
        rows[i].hairline_below = i + 1 < rows.size();
        height += list_row_height(frame, column.w, titles[i], rows[i]);
    }
    const Rect box = column.take(height);
    card(frame, box, radius::lg);
    Column inside{box.x, box.y + 4, box.w};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float each = list_row_height(frame, box.w, titles[i], rows[i]);
        if (list_row(frame, std::to_string(i), inside.take(each), titles[i], rows[i])) {
            frame.ask(command::EditSql{console.starters[i]});
            frame.ask(command::RunSql{});
        }
    }
    column.gap(20);
}

} // namespace

void view_sql(Frame& frame, const app::State& state) {
    const app::Console& console = state.console;
    const Rect area{frame.area.x, frame.area.y + frame.safe.top, frame.area.w, frame.area.h - frame.safe.top};
    const bool on_copy = state.route.screen == app::Screen::sql_copy;
    const Rect below = pushed_bar(frame, area, frame.tr(Str::sql_title), false);
    ScrollRegion page(frame, "page", below);
    const float gutter = centred_gutter(frame, area.w);
    Column column = page.column(gutter);
    column.gap(8);
    if (on_copy && !console.open) {
        no_copy(frame, column);
        page.end(column.y + 24);
        return;
    }
    if (on_copy) {
        copy_head(frame, column, console);
    }
    editor(frame, column, console);
    column.gap(12);
    actions(frame, column, console);
    if (!on_copy) {
        column.gap(8);
        changes_switch(frame, column, console, console.open && !console.can_change);
    }
    column.gap(on_copy ? 12 : 8);
    sql_names(frame, column, console);
    column.gap(12);
    sql_answer(frame, column, console);
    const bool nothing_yet = console.phase == app::RunPhase::idle && !console.pending;
    if (nothing_yet || console.failure == "nothing_to_run") {
        starters(frame, column, console);
    }
    // The table may be as wide as the page, whatever the column.
    Column wide = page.column(frame.layout == LayoutClass::wide ? frame.gutter() : gutter);
    wide.y = column.y;
    sql_result(frame, page, wide, console);
    page.end(wide.y + 24);
    if (console.working()) {
        frame.ask(command::GoOnWithSql{});
    }
}

} // namespace hypha::ui

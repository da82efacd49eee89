#include "ui/sql_names.hpp"

#include <algorithm>
#include <string>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

namespace command = app::command;

enum Fold : std::uint8_t { folded, tables, history };

// A small button with a caret, up while it is open.
bool fold_button(Frame& frame, std::string_view key, const Rect& rect, std::string_view label, bool open) {
    PressOptions how;
    how.focus_rounding = rect.h / 2;
    const auto [pressed, node] = pressable(frame, key, Role::button, label, rect, how);
    node->expanded = open;
    fill(frame, rect, open ? Color::primary_soft : Color::surface2, rect.h / 2);
    line_in(frame, {rect.x + 18, rect.y, rect.w - 54, rect.h}, label, Type::label, Color::text);
    icon(frame, {rect.right() - 24, rect.center_y()}, open ? Icon::caret_up : Icon::caret_down, 18, Color::text2);
    return pressed.clicked;
}

// Columns as chips that wrap; each is 48 high to the finger.
void column_chips(Frame& frame, Column& inside, const app::SqlTable& table, std::size_t number) {
    const float height = frame.grown(size::touch_min, Type::label), visual = frame.grown(size::chip, Type::label);
    const Group group(frame, "columns", Role::group, frame.tr(Str::sql_columns_of, {{"name", table.name}}),
                      {inside.x, inside.y, inside.w, height});
    float x = inside.x;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string& name = table.columns[i].name;
        const float width = std::min(inside.w, std::max(size::touch_min, text_width(frame, name, Type::label) + 24));
        if (x > inside.x && x + width > inside.right()) {
            x = inside.x;
            inside.gap(height);
        }
        const Rect target{x, inside.y, width, height};
        PressOptions how;
        how.exact = true;
        how.draw_focus = false;
        const auto [pressed, node] = pressable(frame, std::to_string(i), Role::button, name, target, how);
        node->described_by_text = table.columns[i].declared_type;
        const Rect chip{x, target.center_y() - visual / 2, width, visual};
        fill(frame, chip, pressed.amount > 0.5F ? Color::surface3 : Color::surface2, visual / 2);
        line_in(frame, chip.inset(10, 0), name, Type::label, Color::text, Align::center);
        if (pressed.focused) {
            focus_ring(frame, chip, visual / 2);
        }
        if (pressed.clicked) {
            frame.ask(command::UseColumn{number, i});
        }
        x += width + 8;
    }
    inside.gap(height + 4);
}

void table_list(Frame& frame, Column& column, const app::Console& console) {
    Remembered& open = frame.memory.at(frame.id("open_table"), Slot::other); // 1-based; 0: none
    auto_card(frame, "tables", column, 200, [&](Context&, Column& inside) {
        for (std::size_t i = 0; i < console.tables.size(); ++i) {
            const app::SqlTable& table = console.tables[i];
            const KeyScope scope(frame, "table", static_cast<std::int64_t>(i));
            const Rect row = inside.take(frame.grown(52, Type::body_strong));
            const Rect name{row.x, row.y, row.w - 52, row.h};
            PressOptions how;
            how.focus_rounding = radius::tag;
            const auto [pressed, node] = pressable(frame, "name", Role::button, table.name, name, how);
            line_in(frame, name, table.name + (table.view ? " \xC2\xB7 " + std::string(frame.tr(Str::sql_view)) : ""),
                    Type::body_strong, Color::text);
            if (pressed.clicked) {
                frame.ask(command::UseTable{i});
            }
            const bool shown = open.value == static_cast<float>(i + 1);
            if (icon_button(frame, "unfold", {row.right() - 24, row.center_y()},
                            shown ? Icon::caret_up : Icon::caret_down,
                            frame.tr(Str::sql_columns_of, {{"name", table.name}}), Color::text2, 20)) {
                open.value = shown ? 0 : static_cast<float>(i + 1);
                frame.request_frame();
            }
            if (shown) {
                column_chips(frame, inside, table, i);
            }
            if (i + 1 < console.tables.size()) {
                hairline(frame, inside.x, inside.y - frame.px(), inside.w);
            }
        }
    });
}

void history_list(Frame& frame, Column& column, const app::Console& console) {
    auto_card(frame, "history", column, 120, [&](Context&, Column& inside) {
        if (console.history.empty()) {
            text(frame, inside, frame.tr(Str::sql_history_empty), Type::caption, Color::text2);
        }
        for (std::size_t i = 0; i < console.history.size(); ++i) {
            const KeyScope scope(frame, "ran", static_cast<std::int64_t>(i));
            std::string line = console.history[i].substr(0, 300);
            std::ranges::replace(line, '\n', ' ');
            const float needed = measure_text(frame, inside.w, line, Type::caption, 2);
            const Rect row = inside.take(std::max(size::touch_min, needed + 20));
            PressOptions how;
            how.focus_rounding = radius::tag;
            const auto [pressed, node] = pressable(frame, "line", Role::button, line, row, how);
            TextOptions silent;
            silent.role = Role::none;
            silent.max_lines = 2;
            text(frame, row.x, row.center_y() - needed / 2, row.w, line, Type::caption, Color::text, silent);
            if (pressed.clicked) {
                frame.ask(command::EditSql{console.history[i]});
            }
            if (i + 1 < console.history.size()) {
                hairline(frame, row.x, row.bottom() - frame.px(), row.w);
            }
        }
    });
}

} // namespace

void sql_names(Frame& frame, Column& column, const app::Console& console) {
    Remembered& fold = frame.memory.at(frame.id("fold"), Slot::other);
    const auto toggle = [&](Fold which) {
        fold.value = fold.value == static_cast<float>(which) ? 0 : static_cast<float>(which);
        frame.request_frame();
    };
    const auto is_open = [&](Fold which) { return fold.value == static_cast<float>(which); };
    const float height = frame.grown(size::touch_min, Type::label);
    const bool stacked = frame.large_text();
    const Rect row = column.take(height);
    const float half = stacked ? row.w : (row.w - 8) / 2;
    if (fold_button(frame, "tables", row.left_part(half), frame.tr(Str::sql_tables), is_open(tables))) {
        toggle(tables);
    }
    if (stacked) {
        column.gap(8);
    }
    const Rect right = stacked ? column.take(height) : row.right_part(half);
    if (fold_button(frame, "history", right, frame.tr(Str::sql_history), is_open(history))) {
        toggle(history);
    }
    if (is_open(tables) || is_open(history)) {
        column.gap(8);
        is_open(tables) ? table_list(frame, column, console) : history_list(frame, column, console);
    }
}

} // namespace hypha::ui

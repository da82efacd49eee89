#include "ui/sql_table.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

constexpr float kCellPad = 14, kLetter = 7.4F; // a letter of caption, on average

float head_height(const Context& context) { return context.grown(52, Type::caption) + context.line(Type::micro) - 14; }
float row_height(const Context& context) { return context.grown(44, Type::caption); }

float width_of(const Context& context, std::size_t letters) {
    return std::round(static_cast<float>(letters) * kLetter * context.text_scale) + 2 * kCellPad;
}

std::string words_of(const Context& context, const app::SqlValue& value) {
    switch (value.type) {
    case app::ColumnType::null: return std::string(context.tr(Str::sql_null));
    case app::ColumnType::blob:
        return "x'" + value.text + (value.cut ? "\xE2\x80\xA6" : "") + "' \xC2\xB7 " +
               format_bytes(context.locale, value.size_bytes);
    case app::ColumnType::text: return value.cut ? value.text + "\xE2\x80\xA6" : value.text;
    case app::ColumnType::integer:
    case app::ColumnType::real: break;
    }
    return value.text;
}

bool is_number(const app::SqlValue& value) {
    return value.type == app::ColumnType::integer || value.type == app::ColumnType::real;
}

void draw_row(Frame& frame, const Rect& rect, const app::Console& console, std::size_t at) {
    const KeyScope scope(frame, "row", static_cast<std::int64_t>(at));
    const NodeId id = frame.id("row");
    SemanticsNode& node = frame.semantics.add(id, Role::row, "", rect);
    node.row_number = static_cast<int>(at) + 2; // the heads are row 1
    frame.semantics.open(id);
    const app::SqlRow* row = console.row(at);
    float x = rect.x;
    for (std::size_t i = 0; i < console.columns.size(); ++i) {
        const float width = width_of(frame, console.looks[i].letters);
        const Rect cell{x, rect.y, width, rect.h};
        x += width;
        const bool known = row != nullptr && i < row->size();
        const std::string words = known ? words_of(frame, (*row)[i]) : "";
        frame.semantics.add(node_id(id, std::to_string(i)), Role::cell, known ? words : frame.tr(Str::sql_loading_row),
                            cell);
        if (known && cell.overlaps(frame.clip())) {
            const app::SqlValue& value = (*row)[i];
            const bool faint = value.type == app::ColumnType::null || value.type == app::ColumnType::blob;
            line_in(frame, cell.inset(kCellPad, 0), words, Type::caption, faint ? Color::text3 : Color::text,
                    is_number(value) || (faint && console.looks[i].number) ? Align::right : Align::left);
        }
    }
    frame.semantics.close();
    if (at + 1 < console.rows) {
        hairline(frame, rect.x, rect.bottom() - frame.px(), rect.w);
    }
}

void draw_head(Frame& frame, const Rect& rect, const Rect& seen, bool stuck, const app::Console& console) {
    frame.draw->AddRectFilled({seen.x, rect.y}, {seen.right(), rect.bottom()}, frame.color(Color::surface2), radius::md,
                              stuck ? ImDrawFlags_RoundCornersNone : ImDrawFlags_RoundCornersTop);
    const NodeId id = frame.id("heads");
    SemanticsNode& node = frame.semantics.add(id, Role::row, "", rect);
    node.row_number = 1;
    frame.semantics.open(id);
    float x = rect.x;
    const float name_line = frame.line(Type::caption_strong), type_line = frame.line(Type::micro);
    const float top = frame.snapped(rect.center_y() - (name_line + type_line) / 2);
    for (std::size_t i = 0; i < console.columns.size(); ++i) {
        const app::SqlColumn& column = console.columns[i];
        const app::Console::ColumnLook& look = console.looks[i];
        const float width = width_of(frame, look.letters);
        const std::string_view type = look.type.empty() ? frame.tr(Str::sql_untyped) : std::string_view(look.type);
        const Align align = look.number ? Align::right : Align::left; // as its values
        SemanticsNode& head = frame.semantics.add(node_id(id, std::to_string(i)), Role::column_header, column.name,
                                                  {x, rect.y, width, rect.h});
        head.described_by_text = type;
        const Rect inner{x + kCellPad, top, width - 2 * kCellPad, name_line};
        line_in(frame, inner, column.name, Type::caption_strong, Color::text, align);
        line_in(frame, {inner.x, top + name_line, inner.w, type_line}, type, Type::micro, Color::text3, align);
        x += width;
    }
    frame.semantics.close();
    hairline(frame, rect.x, rect.bottom() - frame.px(), rect.w, Color::outline_strong);
}

void ask_for_rows(Frame& frame, const app::Console& console, const ScrollRegion::Rows& rows) {
    const auto first = static_cast<std::size_t>(rows.first);
    const auto last = std::min(static_cast<std::size_t>(rows.last), console.rows);
    const bool missing = last > first && (console.row(first) == nullptr || console.row(last - 1) == nullptr);
    if (missing && console.phase != app::RunPhase::stopped && console.phase != app::RunPhase::failed) {
        frame.ask(app::command::ShowSqlRows{first, last - first});
    }
}

} // namespace

void sql_table(Frame& frame, ScrollRegion& page, Column& column, const app::Console& console) {
    const float head = head_height(frame), row = row_height(frame);
    float across = 0;
    for (const app::Console::ColumnLook& look : console.looks) {
        across += width_of(frame, look.letters);
    }
    const Rect whole = column.take(head + row * static_cast<float>(console.rows));
    const Rect seen = whole.clipped(page.view());
    if (seen.empty()) {
        return;
    }
    // Round where the table itself begins and ends, square where the view cuts it.
    const ImDrawFlags round = (whole.y >= seen.y ? ImDrawFlags_RoundCornersTop : 0) |
                              (whole.bottom() <= seen.bottom() ? ImDrawFlags_RoundCornersBottom : 0);
    const ImDrawFlags corners = round == 0 ? ImDrawFlags_RoundCornersNone : round;
    frame.draw->AddRectFilled(seen.min(), seen.max(), frame.color(Color::surface), radius::md, corners);
    SemanticsNode& table =
        frame.semantics.add(frame.id("rows"), Role::table,
                            frame.tr_count(Plural::sql_table_name, static_cast<std::int64_t>(console.rows)), seen);
    table.rows = static_cast<int>(console.rows) + 1;
    table.columns = static_cast<int>(console.all_columns);
    frame.semantics.open(frame.id("rows"));
    {
        const KeyScope scope(frame, "run", console.run);
        ScrollOptions sideways;
        sideways.axis = Axis::horizontal;
        sideways.keys = false;
        ScrollRegion table_region(frame, "sideways", seen, sideways);
        const float left = table_region.content_x();
        const float width = std::max(across, seen.w);
        const ScrollRegion::Rows rows = page.visible(whole.y + head, row, static_cast<int>(console.rows));
        const float head_y = std::clamp(page.view().y, whole.y, std::max(whole.y, whole.bottom() - head));
        draw_head(frame, {left, head_y, width, head}, seen, head_y > whole.y, console);
        frame.draw->PushClipRect({seen.x, std::max(seen.y, head_y + head)}, seen.max(), true);
        for (int i = rows.first; i < rows.last; ++i) {
            draw_row(frame, {left, whole.y + head + row * static_cast<float>(i), width, row}, console,
                     static_cast<std::size_t>(i));
        }
        frame.draw->PopClipRect();
        ask_for_rows(frame, console, rows);
        table_region.end(left + across);
    }
    frame.semantics.close();
    frame.draw->AddRect(seen.min(), seen.max(), frame.color(Color::outline), radius::md, corners, 1);
}

} // namespace hypha::ui

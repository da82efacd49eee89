#include "ui/kit/rows.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/chips.hpp"
#include "ui/kit/photo.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

void section_header(Context& context, Column& column, std::string_view title, std::string_view right, int level) {
    const float right_width = right.empty() ? 0 : text_width(context, right, Type::caption) + 8;
    TextOptions options;
    options.role = Role::heading;
    options.level = level;
    const float height =
        text(context, column.x, column.y, column.w - right_width, title, Type::heading, Color::text, options);
    if (!right.empty()) {
        TextOptions aside;
        aside.align = Align::right;
        aside.max_lines = 1;
        const float drop = context.line(Type::heading) - context.line(Type::caption) - 2;
        text(context, column.right() - right_width, column.y + drop, right_width, right, Type::caption, Color::text2,
             aside);
    }
    column.gap(height);
}

namespace {

struct RowMetrics {
    float text_x, text_w, title_h, caption_h, height;
};

RowMetrics metrics_of(Context& context, float width, std::string_view title, const RowOptions& options) {
    RowMetrics m{};
    m.text_x = options.icon ? 16 + size::icon + 16 : 16;
    const float right =
        16 + (options.chevron ? 26.F : 0) +
        (options.value.empty() ? 0 : std::min(text_width(context, options.value, Type::caption) + 10, width * 0.45F));
    m.text_w = std::max(40.F, width - m.text_x - right);
    m.title_h = measure_text(context, m.text_w, title, Type::body_strong);
    m.caption_h = options.caption.empty() ? 0 : measure_text(context, m.text_w, options.caption, Type::caption);
    m.height = std::max(size::list_row, m.title_h + m.caption_h + 22);
    return m;
}

} // namespace

float list_row_height(Context& context, float width, std::string_view title, const RowOptions& options) {
    return metrics_of(context, width, title, options).height;
}

Press list_row(Context& context, std::string_view key, const Rect& rect, std::string_view title,
               const RowOptions& options) {
    const RowMetrics m = metrics_of(context, rect.w, title, options);
    PressOptions how;
    how.disabled = options.disabled;
    how.focus_rounding = radius::md;
    how.draw_focus = false;
    std::string name(title);
    if (!options.caption.empty()) {
        name += ". ";
        name += options.caption;
    }
    if (!options.value.empty()) {
        name += ", ";
        name += options.value;
    }
    const auto [pressed, node] = pressable(context, key, options.role, name, rect, how);
    if (pressed.amount > 0) {
        context.draw->AddRectFilled(rect.inset(4, 2).min(), rect.inset(4, 2).max(),
                                    context.color(Color::surface2, pressed.amount), radius::md);
    }
    if (pressed.focused) {
        focus_ring(context, rect.inset(8, 6), radius::md);
    }
    const Color ink = options.disabled ? Color::text3 : options.destructive ? Color::deadly_text : Color::text;
    if (options.icon) {
        icon(context, {rect.x + 16 + 12, rect.center_y()}, *options.icon, size::icon,
             options.destructive ? Color::deadly_text : Color::text2);
    }
    TextOptions silent;
    silent.role = Role::none;
    const float top = context.snapped(rect.center_y() - (m.title_h + m.caption_h) / 2);
    text(context, rect.x + m.text_x, top, m.text_w, title, Type::body_strong, ink, silent);
    if (!options.caption.empty()) {
        text(context, rect.x + m.text_x, top + m.title_h, m.text_w, options.caption, Type::caption,
             options.destructive ? Color::deadly_text : Color::text2, silent);
    }
    float right = rect.right() - 16;
    if (options.chevron) {
        icon(context, {right - 8, rect.center_y()}, Icon::caret_right, 18, Color::text3);
        right -= 26;
    }
    if (!options.value.empty()) {
        const float width = right - rect.x - m.text_x - m.text_w;
        line_in(context, {right - width, rect.y, width, rect.h}, options.value, Type::caption, Color::text2,
                Align::right);
    }
    if (options.hairline_below) {
        hairline(context, rect.x + 16, rect.bottom() - context.px(), rect.w - 32);
    }
    return pressed;
}

float observation_row_height(const Context& context) {
    const float words = context.line(Type::subtitle) + context.line(Type::caption);
    return std::max(102.F, words + risk_chip_height(context) + 8 + 20);
}

Press observation_row(Context& context, std::string_view key, const Rect& rect, const ObservationRow& row,
                      bool can_delete) {
    PressOptions how;
    how.wants_long_press = true;
    how.focus_rounding = radius::lg;
    how.draw_focus = false;
    std::string name(row.name);
    const auto add = [&name](std::string_view part) {
        if (!part.empty()) {
            name += ", ";
            name += part;
        }
    };
    add(row.common_name);
    add(row.words);
    add(row.meta.substr(std::min(row.meta.size(), row.meta.find_first_not_of(" \xC2\xB7"))));
    add(row.right_words);
    add(row.right_figure);
    if (row.risk) {
        add(risk_words(context, *row.risk));
    }
    // In a list that is only partly drawn the place in it belongs to the item, the press to the link inside.
    if (row.set_size > 0) {
        const NodeId item = context.id(std::string(key) + ".item");
        SemanticsNode& entry = context.semantics.add(item, Role::list_item, "", rect);
        entry.position = row.position;
        entry.set_size = row.set_size;
        context.semantics.open(item);
    }
    const auto [pressed, node] = pressable(context, key, Role::link, name, rect, how);
    node->busy = row.busy;
    if (can_delete) {
        node->actions.emplace_back("delete");
    }
    if (row.set_size > 0) {
        context.semantics.close();
    }
    if (!context.clip().overlaps(rect)) {
        return pressed;
    }
    if (pressed.amount > 0) {
        context.draw->AddRectFilled(rect.inset(-8, 3).min(), rect.inset(-8, 3).max(),
                                    context.color(Color::surface2, pressed.amount), radius::lg);
    }
    if (pressed.focused) {
        focus_ring(context, rect.inset(-2, 4), radius::lg);
    }
    PhotoOptions thumb;
    thumb.rounding = 18;
    thumb.placeholder = row.placeholder;
    const KeyScope scope(context, key);
    photo(context, "thumb", {rect.x, rect.center_y() - 38, 76, 76}, row.picture, thumb);
    const float x = rect.x + 76 + 14;
    const float right_block = row.right_words.empty()
                                  ? 0
                                  : std::max(text_width(context, row.right_words, Type::body_strong),
                                             text_width(context, row.right_figure, Type::caption)) +
                                        12;
    const float width = rect.right() - x - right_block;
    const float middle = row.risk ? risk_chip_height(context) + 6 : 0;
    const float caption_line = context.line(Type::caption);
    float y = context.snapped(rect.center_y() - (context.line(Type::subtitle) + caption_line + middle) / 2);
    TextOptions silent;
    silent.role = Role::none;
    silent.max_lines = 1;
    text(context, x, y, width, row.name, row.italic ? Type::subtitle_italic : Type::subtitle, Color::text, silent);
    y += context.line(Type::subtitle);
    if (!row.common_name.empty()) {
        text(context, x, y, width, row.common_name, Type::caption, Color::text2, silent);
    } else {
        text(context, x, y, width,
             {{row.words, Type::caption_strong, Color::text}, {row.meta, Type::caption, Color::text2}}, silent);
    }
    y += caption_line + 6;
    if (row.risk) {
        risk_chip(context, "risk", x, y, *row.risk, true);
    }
    if (right_block > 0) {
        TextOptions right = silent;
        right.align = Align::right;
        const float top = context.snapped(rect.center_y() - (context.line(Type::body_strong) + caption_line) / 2);
        text(context, rect.right() - right_block, top, right_block, row.right_words, Type::body_strong, Color::text,
             right);
        text(context, rect.right() - right_block, top + context.line(Type::body_strong), right_block, row.right_figure,
             Type::caption, Color::text2, right);
    }
    return pressed;
}

} // namespace hypha::ui

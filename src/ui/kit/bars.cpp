#include "ui/kit/bars.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/buttons.hpp"
#include "ui/kit/chips.hpp"
#include "ui/kit/motion.hpp"
#include "ui/kit/photo.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

float emergency_pill_width(Context& context) {
    return std::ceil(12 + 20 + 7 + text_width(context, context.tr(Str::emergency), Type::label) + 14);
}

Press emergency_pill(Context& context, ImVec2 right_center) {
    const float width = emergency_pill_width(context), height = context.grown(40, Type::label);
    const Rect shape{right_center.x - width, context.snapped(right_center.y - height / 2), width, height};
    PressOptions how;
    how.focus_rounding = height / 2;
    const auto [pressed, node] =
        pressable(context, "emergency", Role::button, context.tr(Str::emergency_card), shape.at_least(size::touch_min),
                  {.focus_rounding = 24, .draw_focus = false});
    if (pressed.focused) {
        focus_ring(context, shape, height / 2);
    }
    const Rect drawn = context.reduced_motion ? shape : shape.scaled(1 - 0.02F * pressed.amount);
    context.draw->AddRectFilled(drawn.min(), drawn.max(), context.color(Color::deadly_soft), drawn.h / 2);
    if (pressed.amount > 0) {
        context.draw->AddRectFilled(drawn.min(), drawn.max(), context.color(Color::deadly_text, 0.12F * pressed.amount),
                                    drawn.h / 2);
    }
    icon(context, {drawn.x + 12 + 10, drawn.center_y()}, Icon::first_aid_kit_fill, 20, Color::deadly_text);
    line_in(context, {drawn.x + 39, drawn.y, drawn.w - 39, drawn.h}, context.tr(Str::emergency), Type::label,
            Color::deadly_text);
    return pressed;
}

void app_bar_root(Context& context, const Rect& rect, std::string_view title, float gutter) {
    const float height = context.line(Type::headline);
    TextOptions options;
    options.role = Role::heading;
    options.level = 1;
    options.max_lines = 1;
    options.key = "title";
    text(context, rect.x + gutter, context.snapped(rect.center_y() - height / 2), rect.w - 2 * gutter, title,
         Type::headline, Color::text, options);
}

PushedBarResult app_bar_pushed(Context& context, const Rect& rect, std::string_view title,
                               const PushedBarOptions& options) {
    PushedBarResult result{false, false};
    result.back =
        icon_button(context, "back", {rect.x + 4 + 24, rect.center_y()}, Icon::arrow_left, context.tr(Str::back))
            .clicked;
    const float right =
        rect.right() - (options.emergency ? emergency_pill_width(context) + size::gutter + 8 : size::gutter);
    float x = rect.x + 52;
    if (!options.thumbnail.empty()) {
        PhotoOptions thumb;
        thumb.rounding = 12;
        photo(context, "thumb", {x, rect.center_y() - 20, 40, 40}, options.thumbnail, thumb);
        x += 52;
    }
    TextOptions title_options;
    title_options.role = options.heading ? Role::heading : Role::text;
    title_options.level = options.heading ? 1 : 0;
    title_options.max_lines = 1;
    title_options.key = "title";
    const Type type = options.italic ? Type::subtitle_italic : options.caption.empty() ? Type::heading : Type::subtitle;
    const float title_line = context.line(type),
                caption_line = options.caption.empty() ? 0 : context.line(Type::caption);
    const float top = context.snapped(rect.center_y() - (title_line + caption_line) / 2);
    if (!title.empty()) {
        text(context, x, top, right - x, title, type, Color::text, title_options);
    }
    if (!options.caption.empty()) {
        TextOptions caption_options;
        caption_options.max_lines = 1;
        text(context, x, top + title_line, right - x, options.caption, Type::caption, Color::text2, caption_options);
    }
    if (options.emergency) {
        result.emergency = emergency_pill(context, {rect.right() - size::gutter, rect.center_y()}).clicked;
    }
    if (options.hairline) {
        hairline(context, rect.x, rect.bottom() - context.px(), rect.w);
    }
    return result;
}

namespace {

int nav_cells(Context& context, std::span<const NavItem> items, int selected, float pill_height, auto&& cell_of) {
    int tapped = -1;
    context.semantics.add(context.id("tabs"), Role::tab_list, context.tr(Str::nav_main), {});
    context.semantics.open(context.id("tabs"));
    for (int i = 0; i < static_cast<int>(items.size()); ++i) {
        const NavItem& item = items[static_cast<std::size_t>(i)];
        const Rect cell = cell_of(i);
        PressOptions how;
        how.draw_focus = false;
        const auto [pressed, node] = pressable(context, item.key, Role::tab, item.label, cell, how);
        node->selected = i == selected;
        if (pressed.clicked) {
            tapped = i;
        }
        const float on = eased(context, context.id(item.key), Slot::select, i == selected ? 1 : 0, motion_ms::select);
        const float label_line = context.line(Type::micro);
        const Rect pill{cell.center_x() - 30, context.snapped(cell.center_y() - (pill_height + 3 + label_line) / 2), 60,
                        pill_height};
        if (on > 0 || pressed.amount > 0) {
            const Rect grown{pill.center_x() - 30 * (0.6F + 0.4F * std::max(on, pressed.amount)), pill.y,
                             60 * (0.6F + 0.4F * std::max(on, pressed.amount)), pill.h};
            context.draw->AddRectFilled(
                grown.min(), grown.max(),
                context.color(on > 0 ? Color::primary_soft : Color::surface2, std::max(on, pressed.amount)), 16);
        }
        if (pressed.focused) {
            focus_ring(context, pill, 16);
        }
        const Color ink = i == selected ? Color::text : Color::text2;
        icon(context, pill.center(), i == selected ? item.icon_selected : item.icon, size::icon,
             i == selected ? Color::on_primary_soft : Color::text2);
        line_in(context, {cell.x - 4, pill.bottom() + 3, cell.w + 8, label_line}, item.label, Type::micro, ink,
                Align::center);
    }
    context.semantics.close();
    return tapped;
}

} // namespace

int bottom_nav(Context& context, const Rect& rect, std::span<const NavItem> items, int selected) {
    const Group group(context, "nav", Role::navigation, context.tr(Str::nav_main), rect);
    fill(context, rect, Color::surface);
    hairline(context, rect.x, rect.y, rect.w);
    const float height = rect.h - context.safe.bottom,
                width = (rect.w - context.safe.left - context.safe.right) / static_cast<float>(items.size());
    return nav_cells(context, items, selected, 32, [&](int i) {
        return Rect{rect.x + context.safe.left + width * static_cast<float>(i), rect.y, width, height};
    });
}

int nav_rail(Context& context, const Rect& rect, std::span<const NavItem> items, int selected, bool offline) {
    const Group group(context, "nav", Role::navigation, context.tr(Str::nav_main), rect);
    fill(context, rect, Color::surface);
    context.draw->AddRectFilled({rect.right() - context.px(), rect.y}, rect.max(), context.color(Color::outline));
    const float left = rect.x + context.safe.left, width = rect.w - context.safe.left;
    const float cell = context.grown(68, Type::micro);
    const float needed = cell * static_cast<float>(items.size());
    const bool mark = rect.h - context.safe.top > needed + 130;
    const float top = rect.y + context.safe.top + (mark ? 24.F : 8.F);
    if (mark) {
        icon(context, {left + width / 2, top + 22}, Icon::hypha, 44, Color::text);
    }
    const float first = mark ? top + 44 + 20 : top;
    const float step =
        std::min(cell + 4, (rect.bottom() - first - (offline ? 48.F : 0)) / static_cast<float>(items.size()));
    const int tapped = nav_cells(context, items, selected, 34, [&](int i) {
        return Rect{left + width / 2 - 40, first + step * static_cast<float>(i), 80, std::min(cell, step)};
    });
    if (offline && rect.h > first + step * static_cast<float>(items.size()) + 40 - rect.y) {
        const std::string_view words = context.tr(Str::offline);
        const float words_width = std::ceil(text_width(context, words, Type::micro) + 16);
        const bool glyph = words_width + 19 <= width - 8;
        const float tag_width = words_width + (glyph ? 19.F : 0.F);
        tag(context, left + (width - tag_width) / 2, rect.bottom() - context.safe.bottom - 44, words, TagKind::ink,
            glyph ? std::optional(Icon::wifi_slash) : std::nullopt);
    }
    return tapped;
}

} // namespace hypha::ui

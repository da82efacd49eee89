#include "ui/kit/buttons.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/kit/motion.hpp"
#include "ui/kit/progress.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

namespace {

struct Look {
    Color fill, pressed, label, outline;
    bool outlined;
};

Look look_of(ButtonKind kind) {
    switch (kind) {
    case ButtonKind::filled: return {Color::primary, Color::primary_pressed, Color::on_primary, Color::clear, false};
    case ButtonKind::outline: return {Color::clear, Color::surface2, Color::text, Color::outline_strong, true};
    case ButtonKind::tonal: return {Color::surface2, Color::surface3, Color::text, Color::clear, false};
    case ButtonKind::capture: return {Color::accent, Color::accent_pressed, Color::on_accent, Color::clear, false};
    case ButtonKind::destructive:
        return {Color::clear, Color::deadly_soft, Color::deadly_text, Color::deadly_text, true};
    case ButtonKind::destructive_filled:
        return {Color::deadly, Color::deadly_pressed, Color::on_deadly, Color::clear, false};
    }
    return {};
}

constexpr float kGlyph = 20, kGap = 10, kPad = 22;

} // namespace

float button_height(const Context& context) { return context.grown(size::button, Type::body_strong); }

float button_width(Context& context, std::string_view label, bool with_icon) {
    return std::ceil(text_width(context, label, Type::body_strong) + 2 * kPad + (with_icon ? kGlyph + kGap : 0));
}

Press button(Context& context, std::string_view key, const Rect& rect, std::string_view label,
             const ButtonOptions& options) {
    PressOptions how;
    how.disabled = options.disabled || options.busy;
    how.focus_rounding = rect.h / 2;
    const auto [pressed, node] =
        pressable(context, key, Role::button, options.name.empty() ? label : options.name, rect, how);
    node->busy = options.busy;
    if (!context.clip().overlaps(rect)) {
        return pressed;
    }
    const Look look = look_of(options.kind);
    const Rect shape = context.reduced_motion ? rect : rect.scaled(1 - 0.02F * pressed.amount);
    const float rounding = shape.h / 2;
    const bool off = options.disabled;
    if (off) {
        fill(context, shape, Color::surface2, rounding);
    } else {
        ImU32 base = context.color(look.fill);
        if (look.fill == Color::clear) {
            base = context.color(look.pressed, 0);
        }
        context.draw->AddRectFilled(shape.min(), shape.max(), mix(base, context.color(look.pressed), pressed.amount),
                                    rounding);
        if (look.outlined) {
            ring(context, shape, look.outline, 1, rounding);
        }
    }
    const Color ink = off ? Color::text3 : look.label;
    const bool left = options.icon.has_value() || options.busy;
    const float extra = (left ? kGlyph + kGap : 0) + (options.trailing_icon ? kGlyph + kGap : 0);
    const float label_width =
        std::min(std::ceil(text_width(context, label, Type::body_strong)) + 1, shape.w - 24 - extra);
    float x = std::round(shape.center_x() - (label_width + extra) / 2);
    if (options.busy) {
        progress_ring(context, {x + kGlyph / 2, shape.center_y()}, kGlyph, 2.5F, -1, context.color(ink));
        x += kGlyph + kGap;
    } else if (options.icon) {
        icon(context, {x + kGlyph / 2, shape.center_y()}, *options.icon, kGlyph, ink);
        x += kGlyph + kGap;
    }
    line_in(context, {x, shape.y, label_width, shape.h}, label, Type::body_strong, ink);
    if (options.trailing_icon) {
        icon(context, {x + label_width + kGap + kGlyph / 2, shape.center_y()}, *options.trailing_icon, kGlyph, ink);
    }
    return pressed;
}

namespace {

float label_needs(Context& context, const ButtonSpec& spec, bool icons) {
    const bool left = spec.options.busy || (icons && spec.options.icon), right = icons && spec.options.trailing_icon;
    return text_width(context, spec.label, Type::body_strong) + 28 + (left ? kGlyph + kGap : 0) +
           (right ? kGlyph + kGap : 0);
}

bool pair_fits(Context& context, float width, const ButtonSpec& left, const ButtonSpec& right, bool icons) {
    const float half = (width - 8) / 2;
    return !context.large_text() && label_needs(context, left, icons) <= half &&
           label_needs(context, right, icons) <= half;
}

} // namespace

float button_pair_height(Context& context, float width, const ButtonSpec& left, const ButtonSpec& right) {
    const float height = button_height(context);
    return pair_fits(context, width, left, right, false) ? height : 2 * height + 8;
}

int button_pair(Context& context, Column& column, const ButtonSpec& left, const ButtonSpec& right) {
    const float height = button_height(context), half = (column.w - 8) / 2;
    int tapped = -1;
    if (!pair_fits(context, column.w, left, right, false)) {
        if (button(context, right.key, column.take(height), right.label, right.options)) {
            tapped = 1;
        }
        column.gap(8);
        if (button(context, left.key, column.take(height), left.label, left.options)) {
            tapped = 0;
        }
        return tapped;
    }
    const bool icons = pair_fits(context, column.w, left, right, true); // narrow: the words stay, the glyphs go
    const auto options_of = [icons](const ButtonSpec& spec) {
        ButtonOptions options = spec.options;
        if (!icons) {
            options.icon.reset();
            options.trailing_icon.reset();
        }
        return options;
    };
    const Rect row = column.take(height);
    if (button(context, left.key, row.left_part(half), left.label, options_of(left))) {
        tapped = 0;
    }
    if (button(context, right.key, row.right_part(half), right.label, options_of(right))) {
        tapped = 1;
    }
    return tapped;
}

Press icon_button(Context& context, std::string_view key, ImVec2 center, Icon glyph, std::string_view name, Color color,
                  float glyph_size) {
    const Rect rect = Rect{center.x, center.y, 0, 0}.at_least(size::touch_min);
    PressOptions how;
    how.focus_rounding = 24;
    how.draw_focus = false;
    const auto [pressed, node] = pressable(context, key, Role::button, name, rect, how);
    if (pressed.amount > 0) {
        context.draw->AddCircleFilled(center, 22, context.color(Color::surface2, pressed.amount));
    }
    if (pressed.focused) {
        focus_ring(context, rect.inset(8), 16);
    }
    icon(context, center, glyph, glyph_size, color);
    return pressed;
}

Press photo_button(Context& context, std::string_view key, ImVec2 center, Icon glyph, std::string_view name) {
    const Rect rect = Rect{center.x, center.y, 0, 0}.at_least(size::touch_min);
    PressOptions how;
    how.focus_rounding = 24;
    const auto [pressed, node] = pressable(context, key, Role::button, name, rect, how);
    context.draw->AddCircleFilled(center, 22, context.color(Color::photo_ink, 0.72F + 0.18F * pressed.amount));
    context.draw->AddCircle(center, 21.5F, context.color(Color::white, 0.28F), 0, 1);
    icon(context, center, glyph, 22, Color::white);
    return pressed;
}

namespace {

float dock_width(const Context& context, const Rect& area) {
    return std::min(area.w - 2 * context.gutter(), size::column_max);
}

} // namespace

float action_dock_height(Context& context, const Rect& area, std::span<const ButtonSpec> buttons) {
    const float bottom = std::max(context.safe.bottom + 8, 12.F);
    const float row = buttons.size() < 2
                          ? button_height(context)
                          : button_pair_height(context, dock_width(context, area), buttons[0], buttons[1]);
    return buttons.empty() ? 0 : 12 + row + bottom;
}

int action_dock(Context& context, const Rect& area, std::span<const ButtonSpec> buttons) {
    if (buttons.empty()) {
        return -1;
    }
    const Rect dock = area.bottom_part(action_dock_height(context, area, buttons));
    fill(context, dock, Color::surface);
    hairline(context, dock.x, dock.y, dock.w);
    const float width = dock_width(context, area);
    Column column{dock.center_x() - width / 2, dock.y + 12, width};
    if (buttons.size() == 1) {
        return button(context, buttons[0].key, column.take(button_height(context)), buttons[0].label,
                      buttons[0].options)
                   ? 0
                   : -1;
    }
    return button_pair(context, column, buttons[0], buttons[1]);
}

Press text_link(Context& context, std::string_view key, const Rect& rect, std::string_view label, Role role,
                bool align_right, std::optional<Icon> leading, bool chevron) {
    const float label_width = std::ceil(text_width(context, label, Type::label)) + 1;
    const float width = std::min(rect.w, label_width + (leading ? 32.F : 0) + (chevron ? 22.F : 0));
    const Rect own{align_right ? rect.right() - width : rect.x, rect.y, width, rect.h};
    PressOptions how;
    how.focus_rounding = 8;
    const auto [pressed, node] = pressable(context, key, role, label, own, how);
    const Color ink = pressed.amount > 0.5F ? Color::text : Color::text2;
    float x = own.x;
    if (leading) {
        icon(context, {x + 12, own.center_y()}, *leading, 22, ink);
        x += 32;
    }
    line_in(context, {x, own.y, own.right() - x - (chevron ? 22.F : 0), own.h}, label, Type::label, ink);
    if (chevron) {
        icon(context, {own.right() - 7, own.center_y()}, Icon::caret_right, 18, ink);
    }
    return pressed;
}

} // namespace hypha::ui

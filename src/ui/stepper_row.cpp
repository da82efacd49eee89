#include "ui/stepper_row.hpp"

#include <algorithm>

#include "ui/kit/kit.hpp"

namespace hypha::ui {
namespace {

constexpr float kSide = 52;

bool step(Frame& frame, std::string_view key, const Rect& rect, Icon glyph, std::string_view name, bool enabled) {
    const auto [pressed, node] =
        pressable(frame, key, Role::button, name, rect, {.disabled = !enabled, .focus_rounding = rect.h / 2});
    fill(frame, rect, pressed.amount > 0.5F ? Color::surface3 : Color::surface2, rect.h / 2);
    icon(frame, rect.center(), glyph, 20, enabled ? Color::text : Color::text3);
    return pressed.clicked;
}

} // namespace

int stepper_row(Frame& frame, std::string_view key, Column& column, const Stepper& stepper) {
    const KeyScope scope(frame, key);
    const float value = 84 * std::min(frame.text_scale, 1.5F);
    const Rect row =
        column.take(std::max(64.F, measure_text(frame, column.w - 2 * kSide - value, stepper.what, Type::body) + 16));
    const Rect more{row.right() - kSide, row.center_y() - kSide / 2, kSide, kSide};
    const Rect less{more.x - value - kSide, more.y, kSide, kSide};
    TextOptions options;
    options.key = "what";
    text(frame, row.x, row.center_y() - measure_text(frame, less.x - row.x - 8, stepper.what, Type::body) / 2,
         less.x - row.x - 8, stepper.what, Type::body, Color::text, options);
    TextOptions middle;
    middle.align = Align::center;
    middle.key = "value";
    middle.live = "polite";
    text(frame, less.right(), row.center_y() - frame.line(Type::body_strong) / 2, value, stepper.value,
         Type::body_strong, Color::text, middle);
    int asked = 0;
    if (step(frame, "less", less, Icon::minus, stepper.less_name, stepper.can_less)) {
        asked = -1;
    }
    if (step(frame, "more", more, Icon::plus, stepper.more_name, stepper.can_more)) {
        asked = 1;
    }
    return asked;
}

} // namespace hypha::ui

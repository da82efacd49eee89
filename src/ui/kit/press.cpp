#include "ui/kit/press.hpp"

#include "ui/kit/motion.hpp"

namespace hypha::ui {

void focus_ring(Context& context, const Rect& rect, float rounding) {
    const Rect outer = rect.inset(-4.5F); // offset 3, ring 3, drawn on its middle
    context.draw->PathRect(outer.min(), outer.max(), rounding + 4.5F);
    context.draw->PathStroke(context.color(Color::focus), ImDrawFlags_Closed, 3);
}

Press press(Context& context, NodeId id, const Rect& rect, const PressOptions& options) {
    Press result;
    if (options.disabled || context.blocked) {
        return result;
    }
    const Rect hit = (options.exact ? rect : rect.at_least(size::touch_min)).clipped(context.clip());
    if (!hit.empty()) {
        context.gestures.add_target({id, hit, options.wants_long_press, false});
    }
    result.clicked = context.gestures.clicked(id);
    result.long_pressed = context.gestures.long_pressed(id);
    result.held = context.gestures.held(id);
    result.hovered = context.gestures.hovered(id);
    for (const Activation& activation : context.input.activations) {
        if (activation.node == id) {
            if (activation.action.empty() || activation.action == "press") {
                result.clicked = true;
            } else {
                result.action = activation.action;
            }
        }
    }
    result.focused = context.input.focused == id && context.input.focus_visible;
    const bool down = result.held;
    result.amount =
        eased_from(context, id, Slot::press, 0, down ? 1.F : 0.F, down ? motion_ms::press : motion_ms::release);
    if (result.focused && options.draw_focus) {
        focus_ring(context, rect, options.focus_rounding);
    }
    return result;
}

Pressable pressable(Context& context, std::string_view key, Role role, std::string_view name, const Rect& rect,
                    const PressOptions& options) {
    const NodeId id = context.id(key);
    const Press pressed = press(context, id, rect, options);
    SemanticsNode& node = context.semantics.add(id, role, name, rect);
    node.disabled = options.disabled;
    return {pressed, &node};
}

} // namespace hypha::ui

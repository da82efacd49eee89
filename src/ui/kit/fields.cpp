#include "ui/kit/fields.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/motion.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

namespace {
constexpr std::size_t kMostDrawnBytes = 4000;
}

float text_field_height(Context& context, bool multiline) {
    return multiline ? context.grown(104, Type::body, 3) : context.grown(size::field, Type::body);
}

std::optional<FieldEdit> text_field(Context& context, std::string_view key, const Rect& rect, std::string_view value,
                                    const TextFieldOptions& options) {
    const NodeId id = context.id(key);
    Rect box = rect;
    if (options.show_label) {
        TextOptions silent;
        silent.role = Role::none;
        const float used = text(context, rect.x, rect.y, rect.w, options.label, Type::label, Color::text2, silent) + 6;
        box = {rect.x, rect.y + used, rect.w, rect.h - used};
    }
    const bool focused = context.input.focused == id && !context.blocked;
    const float rounding = options.search ? box.h / 2 : radius::md;
    fill(context, box, Color::surface, rounding);
    if (!options.error.empty()) {
        ring(context, box, Color::deadly_text, 2, rounding);
    } else if (focused) {
        ring(context, box, Color::primary, 2, rounding);
    } else {
        ring(context, box, Color::outline_strong, 1.5F, rounding);
    }
    float left = 18;
    if (options.search) {
        icon(context, {box.x + 28, box.center_y()}, Icon::magnifying_glass, 20, Color::text2);
        left = 48;
    }
    const Rect inner{box.x + left, box.y + (options.multiline ? 14.F : 0), box.w - left - 18,
                     box.h - (options.multiline ? 28.F : 0)};
    // While it is being edited the DOM's own text is visible in the same place.
    if (!focused && options.draw != nullptr && !value.empty()) {
        context.draw->PushClipRect(box.min(), box.max(), true);
        options.draw(context, inner, value);
        context.draw->PopClipRect();
    } else if (!focused) {
        // Of a long text only what the box can hold is laid out.
        const std::string_view whole = value.empty() ? options.placeholder : value;
        const std::string_view shown = whole.substr(0, std::min(whole.size(), kMostDrawnBytes));
        const Color ink = value.empty() ? Color::text3 : Color::text;
        if (options.multiline) {
            TextOptions silent;
            silent.role = Role::none;
            silent.max_lines = std::max(1, static_cast<int>(inner.h / context.line(Type::body)));
            text(context, inner.x, inner.y, inner.w, shown, Type::body, ink, silent);
        } else {
            line_in(context, inner, shown, Type::body, ink);
        }
    }
    if (!context.blocked) {
        context.gestures.add_target({id, box.clipped(context.clip()), false, false});
    }
    SemanticsNode& node =
        context.semantics.add(id, options.search ? Role::searchbox : Role::textbox, options.label, box);
    node.value = value;
    node.placeholder = options.placeholder;
    node.multiline = options.multiline;
    node.code = options.code;
    node.font_px = type_style(Type::body).size * context.text_scale;
    node.described_by_text = options.error;
    if (const TextEdit* edit = context.input.edit_of(id)) {
        return FieldEdit{edit->value, edit->done};
    }
    return std::nullopt;
}

int segmented(Context& context, std::string_view key, const Rect& rect, std::string_view name,
              std::span<const std::string_view> labels, int selected) {
    const NodeId id = context.id(key);
    context.semantics.add(id, Role::radio_group, name, rect);
    context.semantics.open(id);
    fill(context, rect, Color::surface2, radius::segment);
    const Rect inner = rect.inset(4);
    const float width = inner.w / static_cast<float>(labels.size());
    int tapped = -1;
    if (selected >= 0) {
        const float at = eased(context, id, Slot::select, static_cast<float>(selected), motion_ms::toggle);
        const Rect chosen{inner.x + width * at, inner.y, width, inner.h};
        shadow(context, chosen, 12, 1);
        fill(context, chosen, Color::surface, 12);
    }
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
        const Rect item{inner.x + width * static_cast<float>(i), inner.y, width, inner.h};
        PressOptions how;
        how.focus_rounding = 12;
        how.exact = true;
        const NodeId item_id = node_id(id, labels[static_cast<std::size_t>(i)]);
        const Press pressed = press(context, item_id, {item.x, rect.y, item.w, rect.h}, how);
        SemanticsNode& node = context.semantics.add(item_id, Role::radio, labels[static_cast<std::size_t>(i)],
                                                    {item.x, rect.y, item.w, rect.h});
        node.checked = i == selected;
        line_in(context, item.inset(4, 0), labels[static_cast<std::size_t>(i)], Type::label,
                i == selected ? Color::text : Color::text2, Align::center);
        if (pressed.clicked && i != selected) {
            tapped = i;
        }
    }
    context.semantics.close();
    return tapped;
}

bool switch_row(Context& context, std::string_view key, const Rect& rect, std::string_view label, bool on,
                std::string_view caption, bool disabled) {
    PressOptions how;
    how.disabled = disabled;
    how.draw_focus = false;
    const auto [pressed, node] = pressable(context, key, Role::toggle_switch, label, rect, how);
    node->checked = on;
    node->described_by_text = caption;
    const float text_width_left = rect.w - size::switch_w - 16;
    TextOptions silent;
    silent.role = Role::none;
    const float label_h = measure_text(context, text_width_left, label, Type::body),
                caption_h = caption.empty() ? 0 : measure_text(context, text_width_left, caption, Type::caption);
    const float top = context.snapped(rect.center_y() - (label_h + caption_h) / 2);
    text(context, rect.x, top, text_width_left, label, Type::body, disabled ? Color::text3 : Color::text, silent);
    if (!caption.empty()) {
        text(context, rect.x, top + label_h, text_width_left, caption, Type::caption, Color::text2, silent);
    }
    const Rect track{rect.right() - size::switch_w, rect.center_y() - size::switch_h / 2, size::switch_w,
                     size::switch_h};
    const float at = eased(context, context.id(key), Slot::toggle, on ? 1 : 0, motion_ms::toggle);
    const ImU32 off_fill = context.color(disabled ? Color::surface2 : Color::surface3);
    context.draw->AddRectFilled(track.min(), track.max(), mix(off_fill, context.color(Color::primary), at),
                                track.h / 2);
    if (at < 1) {
        ring(context, track, disabled ? Color::outline : Color::outline_strong, 1.5F, track.h / 2);
    }
    const ImU32 knob =
        mix(context.color(disabled ? Color::outline : Color::outline_strong), context.color(Color::on_primary), at);
    context.draw->AddCircleFilled({track.x + 16 + 20 * at, track.center_y()}, 10 + 2 * at, knob);
    if (pressed.focused) {
        focus_ring(context, track, track.h / 2);
    }
    return pressed.clicked;
}

int radio_rows(Context& context, std::string_view key, Column& column, std::string_view name,
               std::span<const std::string_view> labels, int selected) {
    const NodeId id = context.id(key);
    const float row = context.grown(56, Type::body);
    context.semantics.add(id, Role::radio_group, name,
                          {column.x, column.y, column.w, row * static_cast<float>(labels.size())});
    context.semantics.open(id);
    int tapped = -1;
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
        const Rect rect = column.take(row);
        PressOptions how;
        how.draw_focus = false;
        const NodeId row_id = node_id(id, labels[static_cast<std::size_t>(i)]);
        const Press pressed = press(context, row_id, rect, how);
        SemanticsNode& node = context.semantics.add(row_id, Role::radio, labels[static_cast<std::size_t>(i)], rect);
        node.checked = i == selected;
        if (pressed.amount > 0) {
            context.draw->AddRectFilled(rect.inset(-8, 2).min(), rect.inset(-8, 2).max(),
                                        context.color(Color::surface2, pressed.amount), radius::md);
        }
        const ImVec2 dot{rect.x + 12, rect.center_y()};
        const float on = eased(context, row_id, Slot::select, i == selected ? 1 : 0, motion_ms::select);
        context.draw->AddCircle(dot, 10, mix(context.color(Color::outline_strong), context.color(Color::primary), on),
                                0, 2);
        if (on > 0) {
            context.draw->AddCircleFilled(dot, 5 * on, context.color(Color::primary));
        }
        line_in(context, {rect.x + 40, rect.y, rect.w - 40, rect.h}, labels[static_cast<std::size_t>(i)], Type::body,
                Color::text);
        if (pressed.focused) {
            focus_ring(context, rect.inset(-2, 6), radius::md);
        }
        if (i + 1 < static_cast<int>(labels.size())) {
            hairline(context, rect.x + 40, rect.bottom() - context.px(), rect.w - 40);
        }
        if (pressed.clicked && i != selected) {
            tapped = i;
        }
    }
    context.semantics.close();
    return tapped;
}

} // namespace hypha::ui

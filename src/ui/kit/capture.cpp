#include "ui/kit/capture.hpp"

#include <cmath>
#include <numbers>

#include "ui/kit/motion.hpp"
#include "ui/kit/photo.hpp"
#include "ui/kit/progress.hpp"
#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {

Press view_slot(Context& context, std::string_view key, const Rect& rect, Corner corner, const ViewSlot& slot) {
    PressOptions how;
    how.wants_long_press = slot.state == SlotState::taken;
    how.focus_rounding = radius::lg;
    const auto [pressed, node] = pressable(context, key, Role::button, slot.accessible, rect, how);
    node->busy = slot.state == SlotState::reading;
    const Rect box = context.reduced_motion ? rect : rect.scaled(1 - 0.02F * pressed.amount);
    const bool has_photo = !slot.picture.empty() && slot.state != SlotState::failed;
    const KeyScope scope(context, key);
    if (has_photo) {
        PhotoOptions options;
        options.rounding = radius::lg;
        options.top_scrim = 72;
        options.placeholder = slot.drawing;
        photo(context, "photo", box, slot.picture, options);
        scrim(context, box.top_part(std::min(72.F, box.h)), 0.62F, 0, radius::lg);
    } else {
        context.draw->AddRectFilled(box.min(), box.max(),
                                    mix(context.color(Color::surface2), context.color(Color::surface3), pressed.amount),
                                    radius::lg);
    }
    const bool top = corner == Corner::top_left || corner == Corner::top_right || has_photo;
    const float label_line = context.line(Type::label);
    const float row_center = top ? box.y + 11 + label_line / 2 : box.bottom() - 11 - label_line / 2;
    if (!has_photo) {
        // The drawing keeps clear of label and shutter: towards the outer side, past the label.
        const bool left = corner == Corner::top_left || corner == Corner::bottom_left;
        const float side = std::min(74.F, box.h - label_line - 30);
        const float free_y = top ? box.y + 22 + label_line : box.y + 4, free_h = box.h - label_line - 26;
        const float x = left ? box.x + box.w * 0.375F : box.x + box.w * 0.625F;
        if (side > 24) {
            drawing(context, Rect{x, free_y + free_h / 2, 0, 0}.at_least(side), slot.drawing, Color::text2);
        }
    }
    if (slot.state == SlotState::suggested) {
        ring(context, box, Color::accent, 2, radius::lg);
    }
    line_in(context, {box.x + 14, row_center - label_line / 2, box.w - 28 - 26, label_line}, slot.label, Type::label,
            has_photo ? Color::white : Color::text);
    const ImVec2 state{box.right() - 14 - 9, row_center};
    switch (slot.state) {
    case SlotState::taken:
        context.draw->AddCircleFilled(state, 12, context.color(Color::white));
        icon(context, state, Icon::check, 16, context.color(Color::photo_ink));
        break;
    case SlotState::reading:
        context.draw->AddCircleFilled(state, 12, context.color(Color::white));
        progress_ring(context, state, 18, 2.5F, slot.progress, context.color(Color::photo_ink));
        break;
    case SlotState::failed: icon(context, state, Icon::warning_circle_fill, 24, Color::deadly_text); break;
    case SlotState::empty:
    case SlotState::suggested: icon(context, state, Icon::plus, 22, Color::text2); break;
    }
    return pressed;
}

Press shutter(Context& context, std::string_view key, ImVec2 center, const std::array<bool, 4>& taken,
              std::string_view accessible, Color card_color) {
    const NodeId id = context.id(key);
    PressOptions how;
    how.focus_rounding = 42;
    how.draw_focus = false;
    const Rect rect = Rect{center.x, center.y, 0, 0}.at_least(size::shutter);
    context.draw->AddCircleFilled(center, size::shutter_cut / 2, context.color(card_color), 96);
    constexpr float kPi = std::numbers::pi_v<float>, kGap = 0.075F;
    // Order of the slots: top left, top right, bottom left, bottom right; angles run clockwise from the right.
    constexpr std::array<float, 4> kFrom{kPi, kPi * 1.5F, kPi * 0.5F, 0};
    for (std::size_t i = 0; i < taken.size(); ++i) {
        const float from = kFrom[i] + kGap, to = kFrom[i] + kPi / 2 - kGap;
        arc(context, center, 50, from, to, 4, Color::track);
        const float drawn = eased_from(context, node_id(id, "arc" + std::to_string(i)), Slot::select, 0,
                                       taken[i] ? 1.F : 0.F, motion_ms::select);
        if (drawn > 0.01F) {
            arc(context, center, 50, from, from + (to - from) * drawn, 4, Color::accent);
        }
    }
    const auto [pressed, node] = pressable(context, key, Role::button, accessible, rect, how);
    const float disc = 42 * (context.reduced_motion ? 1 : 1 - 0.06F * pressed.amount);
    shadow(context, Rect{center.x, center.y, 0, 0}.at_least(disc * 2), disc, 2);
    context.draw->AddCircleFilled(
        center, disc, mix(context.color(Color::accent), context.color(Color::accent_pressed), pressed.amount), 96);
    icon(context, center, Icon::camera_fill, 36, Color::on_accent);
    if (pressed.focused) {
        context.draw->AddCircle(center, 42 + 4.5F, context.color(Color::focus), 96, 3);
    }
    return pressed;
}

} // namespace hypha::ui

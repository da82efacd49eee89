#include "ui/kit/slider.hpp"

#include <algorithm>
#include <cmath>

#include "ui/kit/shapes.hpp"
#include "ui/kit/text.hpp"

namespace hypha::ui {
namespace {

constexpr float kKnob = 12, kTrack = 6, kMark = 2;

} // namespace

std::optional<float> slider(Context& context, std::string_view key, const Rect& rect, std::string_view name,
                            float value, std::string_view value_words, const SliderOptions& options) {
    const NodeId id = context.id(key);
    const Rect track{rect.x + kKnob, rect.center_y() - kTrack / 2, rect.w - 2 * kKnob, kTrack};
    PressOptions how;
    how.focus_rounding = 14;
    const Press pressed = press(context, id, rect, how);
    if (!context.blocked) {
        context.gestures.add_target({id, rect.clipped(context.clip()), false, true});
    }
    SemanticsNode& node = context.semantics.add(id, Role::slider, name, rect);
    node.now = std::round(value * 100);
    node.min = 0;
    node.max = 100;
    node.value_text = value_words;

    std::optional<float> moved;
    const Drag drag = context.gestures.drag_of(id);
    if ((drag.active || drag.ended || pressed.clicked) && !context.input.pointer.empty()) {
        moved = (context.input.pointer.back().x - track.x) / std::max(track.w, 1.F);
    } else if (context.input.focused == id) {
        int steps = 0; // several strokes may have come since the last frame
        while (context.input.take_key("ArrowRight")) {
            ++steps;
        }
        while (context.input.take_key("ArrowLeft")) {
            --steps;
        }
        if (steps != 0) {
            moved = value + options.step * static_cast<float>(steps);
        }
    }
    if (moved) {
        moved = std::clamp(*moved, 0.F, 1.F);
        value = *moved;
        context.request_frame();
    }
    fill(context, track, Color::surface3, kTrack / 2);
    const float from = options.from_middle ? 0.5F : 0.F;
    const Color ink = options.from_middle && value < from ? Color::text3 : Color::primary;
    fill(context, {track.x + track.w * std::min(from, value), track.y, track.w * std::abs(value - from), track.h}, ink,
         kTrack / 2);
    if (options.from_middle) {
        fill(context, {track.x + track.w / 2 - kMark / 2, rect.center_y() - kKnob, kMark, 2 * kKnob}, Color::text3, 0);
    }
    const ImVec2 knob{track.x + track.w * value, rect.center_y()};
    context.draw->AddCircleFilled(knob, kKnob + 2 * pressed.amount, context.color(ink));
    context.draw->AddCircleFilled(knob, 4, context.color(Color::on_primary));
    return moved;
}

std::optional<float> named_slider(Context& context, std::string_view key, Column& column, std::string_view name,
                                  float value, std::string_view value_words, const SliderOptions& options) {
    const Rect row = column.take(context.grown(28, Type::body_strong));
    const float width = std::min(text_width(context, value_words, Type::caption) + 2, row.w / 2);
    line_in(context, {row.x, row.y, row.w - width - 12, row.h}, name, Type::body_strong, Color::text);
    line_in(context, row.right_part(width), value_words, Type::caption, Color::text2, Align::right);
    return slider(context, key, column.take(size::touch_min), name, value, value_words, options);
}

} // namespace hypha::ui

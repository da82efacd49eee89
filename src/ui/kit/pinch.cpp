#include "ui/kit/pinch.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::ui {
namespace {

constexpr float kPerWheelPx = 0.0015F; // a notch of 100 px: 16 %
constexpr float kLeastApart = 24;      // fingers nearer than that say nothing about size

ImVec2 middle_of(const PinchFingers& held) {
    const ImVec2 a{held.fingers[0].x, held.fingers[0].y};
    return held.count < 2 ? a : ImVec2{(a.x + held.fingers[1].x) / 2, (a.y + held.fingers[1].y) / 2};
}

float apart(const PinchFingers& held) {
    return held.count < 2 ? 0
                          : std::hypot(held.fingers[0].x - held.fingers[1].x, held.fingers[0].y - held.fingers[1].y);
}

} // namespace

PinchMove pinch(Context& context, NodeId id, const Rect& rect) {
    PinchMove move;
    PinchFingers& held = context.pinch_fingers;
    if (held.owner != id) {
        held = {};
        held.owner = id;
    }
    if (context.blocked) {
        held.count = 0;
        return move;
    }
    context.gestures.add_target({id, rect.clipped(context.clip()), false, true}); // else the page swipes back under it
    for (const PointerEvent& event : context.input.pointer) {
        const auto end = held.fingers.begin() + held.count;
        const auto finger = std::find_if(held.fingers.begin(), end,
                                         [&](const PinchFinger& one) { return one.pointer == event.pointer; });
        if (event.kind == PointerKind::down) {
            if (finger == end && held.count < 2 && rect.contains(event.x, event.y)) {
                held.fingers[static_cast<std::size_t>(held.count++)] = {event.pointer, event.x, event.y};
            }
        } else if (finger != end && event.kind == PointerKind::move) {
            const ImVec2 before = middle_of(held);
            const float wide = apart(held);
            finger->x = event.x;
            finger->y = event.y;
            const ImVec2 after = middle_of(held);
            move.dx += after.x - before.x;
            move.dy += after.y - before.y;
            move.x = after.x;
            move.y = after.y;
            if (wide > kLeastApart && apart(held) > kLeastApart) {
                move.scale *= apart(held) / wide;
            }
        } else if (finger != end) {
            *finger = held.fingers[static_cast<std::size_t>(--held.count)];
        }
    }
    for (const WheelEvent& wheel : context.input.wheel) {
        if (rect.contains(wheel.x, wheel.y)) {
            move.scale *= std::exp(-wheel.dy * kPerWheelPx);
            move.x = wheel.x;
            move.y = wheel.y;
        }
    }
    return move;
}

} // namespace hypha::ui

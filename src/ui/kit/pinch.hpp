// One finger moves, two fingers move and resize: what happened to a thing that is under the fingers since the last frame. The wheel
// resizes too. A touch counts from where it began: one that came down elsewhere moves nothing here.
#pragma once

#include "ui/kit/context.hpp"

namespace hypha::ui {

struct PinchMove {
    float dx = 0, dy = 0; // px that the middle of the fingers moved
    float scale = 1;      // above 1: the fingers went apart, or the wheel away from the person
    float x = 0, y = 0;   // around this point
    [[nodiscard]] bool any() const { return dx != 0 || dy != 0 || scale != 1; }
};

PinchMove pinch(Context& context, NodeId id, const Rect& rect);

} // namespace hypha::ui

// The one way to be tapped: an invisible ImGui button of at least 48 x 48, a press state that eases in 90 ms and out in 180,
// a focus ring when focus came by key, activation from the mirror, long press after 450 ms.
// A press that becomes a scroll or a swipe is cancelled (scroll.cpp) and answers nothing.
#pragma once

#include "ui/kit/context.hpp"

namespace hypha::ui {

struct Press {
    bool clicked = false;      // tapped, clicked, Enter or Space, or activated by a screen reader
    bool long_pressed = false; // once, while still held
    bool held = false, hovered = false, focused = false;
    float amount = 0;          // 0 rest .. 1 pressed
    std::string_view action{}; // named action the mirror asked for ("delete"), else ""
    explicit operator bool() const { return clicked; }
};

struct PressOptions {
    bool disabled = false;
    bool wants_long_press = false;
    bool exact = false;        // keep the rectangle as it is, even below 48
    float focus_rounding = 14; // of the focus ring
    bool draw_focus = true;
};

// Hit area and state only; the caller adds the semantics node with the same id (or uses `pressable`).
Press press(Context& context, NodeId id, const Rect& rect, const PressOptions& options = {});

// press() and its node in one; `node` may be filled further through the pointer until the next add.
struct Pressable {
    Press press;
    SemanticsNode* node;
};
Pressable pressable(Context& context, std::string_view key, Role role, std::string_view name, const Rect& rect,
                    const PressOptions& options = {});

// Ring 3, offset 3, colour focus. For widgets that draw focus themselves.
void focus_ring(Context& context, const Rect& rect, float rounding);

} // namespace hypha::ui

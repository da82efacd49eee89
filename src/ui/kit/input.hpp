// One frame's worth of input, in CSS pixels, in the order it happened. The platform fills it; gestures.cpp and widgets read it.
#pragma once

#include <string>
#include <vector>

#include "ui/kit/semantics.hpp"

namespace hypha::ui {

enum class PointerType : std::uint8_t { mouse, touch, pen };
enum class PointerKind : std::uint8_t { down, move, up, cancel };

struct PointerEvent {
    PointerKind kind = PointerKind::move;
    PointerType type = PointerType::mouse;
    std::int32_t pointer = 0;
    float x = 0, y = 0;
    double time_ms = 0;
};

struct WheelEvent {
    float x = 0, y = 0, dx = 0, dy = 0;
};

struct KeyStroke {
    std::string key; // DOM names: "Escape", "ArrowDown", "PageUp", …
    bool shift = false, ctrl = false;
};

struct Activation {
    NodeId node = 0;
    std::string action; // "press" (or "") is the plain activation
};

struct TextEdit {
    NodeId node = 0;
    std::string value;
    bool done = false; // Enter, or focus left
};

struct Input {
    std::vector<PointerEvent> pointer;
    std::vector<WheelEvent> wheel;
    std::vector<KeyStroke> keys;
    std::vector<Activation> activations; // from the mirror: keyboard, screen reader
    std::vector<TextEdit> edits;
    NodeId focused = 0;         // stays from frame to frame
    bool focus_visible = false; // focus came by key
    bool focus_moved = false;   // this frame

    // True once for a key of this frame; it is then used up.
    bool take_key(std::string_view key);
    [[nodiscard]] const TextEdit* edit_of(NodeId node) const; // the last one
    void end_frame();
};

} // namespace hypha::ui

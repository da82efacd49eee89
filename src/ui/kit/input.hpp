// One frame's worth of input, already in CSS pixels. The platform fills it; widgets only read it.
// Momentum, slop and gestures are decided in scroll.cpp and gestures.cpp, hit testing by ImGui.
#pragma once

#include <string>
#include <vector>

#include "ui/kit/semantics.hpp"

namespace hypha::ui {

enum class PointerType : std::uint8_t { mouse, touch, pen };

struct PointerSample {
    float x = 0, y = 0;
    double time_ms = 0;
};

struct KeyStroke {
    std::string key; // DOM names: "Escape", "ArrowDown", "PageUp", …
    bool shift = false, ctrl = false;
};

struct Activation {
    NodeId node = 0;
    std::string action; // "" is the plain activation
};

struct TextEdit {
    NodeId node = 0;
    std::string value;
    bool done = false; // Enter or focus left
};

struct Input {
    bool down = false, pressed = false, released = false; // primary pointer
    PointerType type = PointerType::mouse;
    float x = -1, y = -1;
    double down_ms = 0;
    float down_x = 0, down_y = 0;
    std::vector<PointerSample> samples; // moves of this frame, oldest first
    float wheel_x = 0, wheel_y = 0;     // pixels of this frame
    std::vector<KeyStroke> keys;
    std::vector<Activation> activations; // from the mirror: keyboard, screen reader
    std::vector<TextEdit> edits;
    NodeId focused = 0;
    bool focus_visible = false; // focus came by key
};

} // namespace hypha::ui

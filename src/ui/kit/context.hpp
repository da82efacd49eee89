// Everything a widget needs for one frame: where to draw, how it looks, what was touched, what is remembered.
// Widgets are plain functions taking a Context; they draw at once, answer what the person did, and leave a semantics node.
// Views get ui::Frame (ui/frame.hpp), which is a Context with the list of commands.
#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "generated/ui/strings.hpp"
#include "ui/kit/fonts.hpp"
#include "ui/kit/geometry.hpp"
#include "ui/kit/gestures.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/input.hpp"
#include "ui/kit/memory.hpp"
#include "ui/kit/pictures.hpp"
#include "ui/kit/semantics.hpp"
#include "ui/kit/tokens.hpp"

namespace hypha::ui {

enum class LayoutClass : std::uint8_t { phone, medium, wide };
LayoutClass layout_class(float width_px); // below 600, below 1024, from 1024 (SPEC §4)

struct Placeholder {
    std::string_view name, value;
};

// Fingers on a thing that can be pinched (kit/pinch.hpp).
struct PinchFinger {
    std::int32_t pointer = 0;
    float x = 0, y = 0;
};
struct PinchFingers {
    NodeId owner = 0;
    std::array<PinchFinger, 2> fingers{};
    int count = 0;
};

class ParagraphCache;
class OverlayStack;

struct Context {
    ImDrawList* draw = nullptr;
    Rect screen{}; // the whole surface
    Insets safe{}; // safe-area insets of the screen
    Rect
        area{}; // where the current view may draw: inside rail, above bottom nav, below the top inset when it has no hero
    LayoutClass layout = LayoutClass::phone;
    const Theme* theme = nullptr;
    Locale locale = Locale::en;
    float text_scale = 1, pixel_ratio = 1;
    bool reduced_motion = false;
    bool online = true;
    double now_ms = 0;                             // monotonic, for motion
    float delta_ms = 0;                            // since the last frame, at most 50
    std::int64_t wall_ms = 0, zone_offset_min = 0; // for dates; local = wall + zone offset

    Input input;
    Gestures gestures;
    PinchFingers pinch_fingers;
    Semantics semantics;
    Memory memory;
    Fonts* fonts = nullptr;
    Pictures* pictures = nullptr;
    ImDrawCallback paint_heat = nullptr; // with a gfx::HeatQuad; none where there is no GPU
    ParagraphCache* paragraphs = nullptr;
    OverlayStack* overlays = nullptr;

    bool blocked = false; // an overlay is open: what lies below draws but does not answer
    float alpha = 1;      // of everything that color() gives
    NodeId scope = 0;     // prefix of keys, see KeyScope
    NodeId region = 0;    // innermost scroll region
    bool wants_frame = false;
    double wake_ms = 0; // next frame without input at this monotonic time; 0 = none

    [[nodiscard]] ImU32 color(Color c, float with_alpha = 1) const;
    [[nodiscard]] NodeId id(std::string_view key) const { return node_id(scope, key); }
    [[nodiscard]] float px() const { return 1 / pixel_ratio; } // one device pixel
    [[nodiscard]] float snapped(float v) const { return snap(v, pixel_ratio); }
    [[nodiscard]] float line(Type type) const; // line height at the current text scale
    // max(base, what `base` needs when its text grows): use it for heights that hold one line of text.
    [[nodiscard]] float grown(float base, Type type, int lines = 1) const;
    [[nodiscard]] bool large_text() const { return text_scale > 1.3F; } // SPEC §4: pairs stack, chips wrap
    [[nodiscard]] float gutter() const;

    [[nodiscard]] std::string_view tr(Str key) const { return ui::tr(locale, key); }
    // Replaces {name}; a placeholder the text lacks, or one not given, is left as it is (the build checks both).
    [[nodiscard]] std::string tr(Str key, std::initializer_list<Placeholder> values) const;
    // The plural form of `key` for `count`, with {count} as a number of the locale.
    [[nodiscard]] std::string tr_count(Plural key, std::int64_t count,
                                       std::initializer_list<Placeholder> more = {}) const;

    void request_frame() { wants_frame = true; }
    void wake_at(double monotonic_ms);
    // Where drawing is cut off at this point of the frame.
    [[nodiscard]] Rect clip() const;

    // Around every frame, inside ImGui's NewFrame and Render.
    void begin_frame();
    void end_frame();
};

// Keys inside live in a scope of their own: rows of a list use KeyScope scope(frame, "row", observation.value).
class KeyScope {
public:
    KeyScope(Context& context, std::string_view key, std::int64_t number = 0);
    ~KeyScope() { context_.scope = before_; }
    KeyScope(const KeyScope&) = delete;
    KeyScope& operator=(const KeyScope&) = delete;

private:
    Context& context_;
    NodeId before_;
};

// A semantics node with children: what is added while it lives is nested under it.
class Group {
public:
    Group(Context& context, std::string_view key, Role role, std::string_view name, const Rect& rect);
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

private:
    Context& context_;
};

} // namespace hypha::ui

// The values of the design tokens (colour, type, radius, size, elevation, motion), by the names of the design.
// All lengths are CSS pixels. tests/ui/kit_tokens_test.cpp checks contrast of every text pair and the colour rule of SPEC §2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "imgui.h"

namespace hypha::ui {

enum class Color : std::uint8_t {
    bg,
    surface,
    surface2,
    surface3,
    inverse,
    on_inverse,
    outline,
    outline_strong,
    text,
    text2,
    text3,
    primary,
    primary_pressed,
    on_primary,
    primary_soft,
    on_primary_soft,
    accent,
    accent_pressed,
    on_accent,
    accent_text,
    accent_soft,
    on_accent_soft,
    deadly,
    deadly_pressed,
    deadly_block,
    on_deadly,
    deadly_soft,
    deadly_text,
    unknown,
    on_unknown,
    track,
    scrim,
    focus,
    skeleton,
    skeleton_hi,
    white,
    photo_ink,
    clear, // the same in both themes
    end_
};
constexpr std::size_t kColorCount = static_cast<std::size_t>(Color::end_);

struct Theme {
    bool dark = false;
    std::array<ImU32, kColorCount> colors{}; // IM_COL32 order
    [[nodiscard]] ImU32 operator[](Color c) const { return colors[static_cast<std::size_t>(c)]; }
};
const Theme& light_theme();
const Theme& dark_theme();

enum class Face : std::uint8_t {
    sans,
    sans_strong,
    serif_italic,
    serif_strong,
    serif_strong_italic,
    serif,
    icon,
    end_
};
constexpr std::size_t kFaceCount = static_cast<std::size_t>(Face::end_);

// *_italic are the same size with the italic face: Latin names.
enum class Type : std::uint8_t {
    display,
    display_italic,
    headline,
    title,
    title_italic,
    subtitle,
    subtitle_italic,
    heading,
    body,
    body_strong,
    label,
    caption,
    caption_strong,
    caption_italic,
    micro,
    figure,
    reading_title, // of a story; reading*: its text
    reading,
    reading_strong,
    reading_italic,
    end_
};
struct TypeStyle {
    Face face;
    float size, line; // CSS em size and line height at text scale 1
};
const TypeStyle& type_style(Type type);
// What ImGui has to be given for CSS size 1 (it fits ascent - descent to its size).
float imgui_size_factor(Face face);

namespace radius {
constexpr float xs = 6, tag = 8, sm = 10, md = 14, segment = 16, lg = 20, xl = 28;
}
namespace size {
constexpr float touch_min = 48, app_bar = 64, app_bar_small = 56, bottom_nav = 64, nav_rail = 96, button = 52,
                button_small = 40, chip = 32, chip_risk = 28, tag = 24, field = 52, list_row = 62, icon_small = 16,
                icon = 24, icon_large = 32, shutter = 84, shutter_cut = 112, switch_w = 52, switch_h = 32, gutter = 20,
                gutter_reader = 24, gutter_wide = 32, card_gap = 12, column_max = 640, capture_column = 468;
}

struct ShadowLayer {
    float grow, y, alpha;
};
struct Elevation {
    std::array<ShadowLayer, 5> layers{}; // largest first
    std::size_t count = 0;
};
const Elevation& elevation(int level); // 0..3

namespace motion_ms {
constexpr float press = 90, release = 180, fade = 140, toggle = 180, select = 220, sheet = 300, page = 340,
                shimmer = 1200, toast = 4000, reduced = 90, long_press = 450, skeleton_delay = 150;
}

} // namespace hypha::ui

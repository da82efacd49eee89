#include "ui/kit/tokens.hpp"

namespace hypha::ui {

namespace {

constexpr ImU32 rgb(std::uint32_t hex, std::uint32_t alpha = 0xFF) {
    return ((hex >> 16) & 0xFF) | (hex & 0xFF00) | ((hex & 0xFF) << 16) | (alpha << 24);
}

struct Pair {
    Color color;
    ImU32 light, dark;
};

constexpr std::array<Pair, kColorCount> kPairs{{
    {Color::bg, rgb(0xF3EEE3), rgb(0x0D1411)},
    {Color::surface, rgb(0xFCFAF4), rgb(0x161F1B)},
    {Color::surface2, rgb(0xEAE3D5), rgb(0x202B26)},
    {Color::surface3, rgb(0xDED5C3), rgb(0x2C3832)},
    {Color::inverse, rgb(0x1C2823), rgb(0xEAE3D3)},
    {Color::on_inverse, rgb(0xF4EFE3), rgb(0x18211D)},
    {Color::outline, rgb(0xDDD4C3), rgb(0x2B3731)},
    {Color::outline_strong, rgb(0x857F6F), rgb(0x7D8A81)},
    {Color::text, rgb(0x18211D), rgb(0xF0EADC)},
    {Color::text2, rgb(0x4A544D), rgb(0xB9C0B5)},
    {Color::text3, rgb(0x5F665E), rgb(0x98A197)},
    {Color::primary, rgb(0x22362E), rgb(0xEAE3D3)},
    {Color::primary_pressed, rgb(0x31483F), rgb(0xD3CBB8)},
    {Color::on_primary, rgb(0xF7F2E6), rgb(0x18211D)},
    {Color::primary_soft, rgb(0xDFE0D3), rgb(0x2A3731)},
    {Color::on_primary_soft, rgb(0x1D2F28), rgb(0xF0EADC)},
    {Color::accent, rgb(0xE28B3B), rgb(0xEE9D50)},
    {Color::accent_pressed, rgb(0xCC7627), rgb(0xD98A3E)},
    {Color::on_accent, rgb(0x2B1604), rgb(0x2B1604)},
    {Color::accent_text, rgb(0x8F430E), rgb(0xF4B577)},
    {Color::accent_soft, rgb(0xF8E4CC), rgb(0x3A2917)},
    {Color::on_accent_soft, rgb(0x4A2306), rgb(0xF7DDBE)},
    {Color::deadly, rgb(0x8B1A2B), rgb(0xB42F41)},
    {Color::deadly_pressed, rgb(0x721322), rgb(0x98243A)},
    {Color::deadly_block, rgb(0x8B1A2B), rgb(0x6F1322)},
    {Color::on_deadly, rgb(0xFFF5F1), rgb(0xFFF5F1)},
    {Color::deadly_soft, rgb(0xF6DFDA), rgb(0x40191E)},
    {Color::deadly_text, rgb(0x7D1424), rgb(0xFFAAA3)},
    {Color::unknown, rgb(0xE6E0D5), rgb(0x2A332E)},
    {Color::on_unknown, rgb(0x3A423C), rgb(0xD6D9CE)},
    {Color::track, rgb(0xE0D8C8), rgb(0x2C3832)},
    {Color::scrim, rgb(0x0B110E, 0x99), rgb(0x000000, 0xA6)},
    {Color::focus, rgb(0x8F430E), rgb(0xF4B577)},
    {Color::skeleton, rgb(0xE7DFD0), rgb(0x202B26)},
    {Color::skeleton_hi, rgb(0xF1EADD), rgb(0x2A3630)},
    {Color::white, rgb(0xFFFFFF), rgb(0xFFFFFF)},
    {Color::photo_ink, rgb(0x0B110E), rgb(0x0B110E)},
    {Color::clear, rgb(0x000000, 0), rgb(0x000000, 0)},
}};

constexpr Theme theme_of(bool dark) {
    Theme theme;
    theme.dark = dark;
    for (const Pair& pair : kPairs) {
        theme.colors[static_cast<std::size_t>(pair.color)] = dark ? pair.dark : pair.light;
    }
    return theme;
}

constexpr Theme kLight = theme_of(false), kDark = theme_of(true);

constexpr std::array<TypeStyle, static_cast<std::size_t>(Type::end_)> kTypes{{
    {Face::serif_strong, 34, 40},        // display
    {Face::serif_strong_italic, 34, 40}, // display_italic
    {Face::serif_strong, 30, 36},        // headline
    {Face::serif_strong, 22, 28},        // title
    {Face::serif_strong_italic, 22, 28}, // title_italic
    {Face::serif_strong, 18, 24},        // subtitle
    {Face::serif_strong_italic, 18, 24}, // subtitle_italic
    {Face::sans_strong, 17, 24},         // heading
    {Face::sans, 15, 22},                // body
    {Face::sans_strong, 15, 22},         // body_strong
    {Face::sans_strong, 14, 20},         // label
    {Face::sans, 13, 18},                // caption
    {Face::sans_strong, 13, 18},         // caption_strong
    {Face::serif_italic, 14, 18},        // caption_italic: optically as large as 13 sans
    {Face::sans_strong, 12, 16},         // micro
    {Face::sans_strong, 28, 32},         // figure
    {Face::serif_strong, 32, 38},        // reading_title
    {Face::serif, 19, 30},               // reading
    {Face::serif_strong, 19, 30},        // reading_strong
    {Face::serif_italic, 19, 30},        // reading_italic
}};

constexpr std::array<Elevation, 4> kElevations{{
    {},
    {{{{3, 2, 0.020F}, {1.5F, 1, 0.030F}, {0.5F, 1, 0.035F}}}, 3},
    {{{{10, 6, 0.016F}, {6, 4, 0.022F}, {3, 2, 0.030F}, {1, 1, 0.040F}}}, 4},
    {{{{24, 14, 0.014F}, {16, 9, 0.020F}, {9, 5, 0.026F}, {4, 2, 0.034F}, {1, 1, 0.050F}}}, 5},
}};

} // namespace

const Theme& light_theme() { return kLight; }

const Theme& dark_theme() { return kDark; }

const TypeStyle& type_style(Type type) { return kTypes[static_cast<std::size_t>(type)]; }

float imgui_size_factor(Face face) { return face == Face::sans || face == Face::sans_strong ? 1.303F : 1.0F; }

const Elevation& elevation(int level) {
    return kElevations[static_cast<std::size_t>(level < 0 ? 0 : level > 3 ? 3 : level)];
}

} // namespace hypha::ui

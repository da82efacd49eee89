// Contrast (WCAG 2.2 relative luminance) of every pair of tokens that meets on a screen, and the rule that nothing which reports
// an outcome is green (OKLCH hue 95 to 190 with chroma above 0.05; Björn Ottosson's OKLab).
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ui/kit/tokens.hpp"

using namespace hypha::ui;

namespace {

std::array<double, 3> linear(ImU32 color) {
    std::array<double, 3> out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double c = static_cast<double>((color >> (8 * i)) & 0xFF) / 255;
        out[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return out;
}

double luminance(ImU32 color) {
    const auto [r, g, b] = linear(color);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

double contrast(ImU32 a, ImU32 b) {
    const auto [low, high] =
        std::minmax({luminance(a), luminance(b)}); // by value: the pair of two arguments would refer to temporaries
    return (high + 0.05) / (low + 0.05);
}

struct Lch {
    double chroma, hue;
};

Lch oklch(ImU32 color) {
    const auto [r, g, b] = linear(color);
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    const double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    const double bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    const double hue = std::atan2(bb, a) * 180 / 3.14159265358979;
    return {std::hypot(a, bb), hue < 0 ? hue + 360 : hue};
}

struct Pair {
    Color front, back;
    double least;
};

const std::vector<Pair> kPairs{
    {Color::text, Color::bg, 4.5},
    {Color::text, Color::surface, 4.5},
    {Color::text, Color::surface2, 4.5},
    {Color::text2, Color::bg, 4.5},
    {Color::text2, Color::surface, 4.5},
    {Color::text2, Color::surface2, 4.5},
    {Color::text3, Color::bg, 4.5},
    {Color::text3, Color::surface, 4.5},
    {Color::text3, Color::surface2, 4.5},
    {Color::on_inverse, Color::inverse, 4.5},
    {Color::on_primary, Color::primary, 4.5},
    {Color::on_primary, Color::primary_pressed, 4.5},
    {Color::on_primary_soft, Color::primary_soft, 4.5},
    {Color::on_accent, Color::accent, 4.5},
    {Color::on_accent, Color::accent_pressed, 4.5},
    {Color::accent_text, Color::bg, 4.5},
    {Color::accent_text, Color::surface, 4.5},
    {Color::accent_text, Color::surface2, 4.5},
    {Color::on_accent_soft, Color::accent_soft, 4.5},
    {Color::on_deadly, Color::deadly, 4.5},
    {Color::on_deadly, Color::deadly_pressed, 4.5},
    {Color::on_deadly, Color::deadly_block, 4.5},
    {Color::deadly_text, Color::deadly_soft, 4.5},
    {Color::deadly_text, Color::bg, 4.5},
    {Color::deadly_text, Color::surface, 4.5},
    {Color::text, Color::deadly_soft, 4.5},
    {Color::text2, Color::deadly_soft, 4.5},
    {Color::on_unknown, Color::unknown, 4.5},
    // Edges of controls and large marks.
    {Color::outline_strong, Color::bg, 3},
    {Color::outline_strong, Color::surface, 3},
    {Color::focus, Color::bg, 3},
    {Color::focus, Color::surface, 3},
    {Color::primary, Color::bg, 3},
    {Color::deadly, Color::bg, 3},
};

} // namespace

TEST_CASE("every pair of tokens that meets is readable in both themes", "[kit_tokens]") {
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
        for (const Pair& pair : kPairs) {
            INFO((theme->dark ? "dark" : "light")
                 << " colour " << static_cast<int>(pair.front) << " on " << static_cast<int>(pair.back));
            CHECK(contrast((*theme)[pair.front], (*theme)[pair.back]) >= pair.least);
        }
    }
}

TEST_CASE("the contrast formula knows black on white and a green", "[kit_tokens]") {
    CHECK(contrast(IM_COL32(0, 0, 0, 255), IM_COL32(255, 255, 255, 255)) > 20.9);
    const Lch green = oklch(IM_COL32(40, 160, 60, 255));
    CHECK(green.chroma > 0.05);
    CHECK((green.hue > 95 && green.hue < 190));
}

TEST_CASE("nothing that reports an outcome is green", "[kit_tokens]") {
    const std::vector<Color> outcomes{Color::deadly,
                                      Color::deadly_pressed,
                                      Color::deadly_block,
                                      Color::on_deadly,
                                      Color::deadly_soft,
                                      Color::deadly_text,
                                      Color::unknown,
                                      Color::on_unknown,
                                      Color::track,
                                      Color::text,
                                      Color::text2,
                                      Color::text3,
                                      Color::accent,
                                      Color::accent_text,
                                      Color::accent_soft,
                                      Color::on_accent,
                                      Color::on_accent_soft,
                                      Color::surface,
                                      Color::surface2,
                                      Color::surface3,
                                      Color::outline_strong,
                                      Color::primary,
                                      Color::bg};
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
        for (const Color color : outcomes) {
            const Lch is = oklch((*theme)[color]);
            INFO((theme->dark ? "dark" : "light")
                 << " colour " << static_cast<int>(color) << " hue " << is.hue << " chroma " << is.chroma);
            CHECK((is.hue < 95 || is.hue > 190 || is.chroma <= 0.05));
        }
    }
}

TEST_CASE("no type is smaller than 12 and every line is taller than its letters", "[kit_tokens]") {
    for (std::size_t i = 0; i < static_cast<std::size_t>(Type::end_); ++i) {
        const TypeStyle& style = type_style(static_cast<Type>(i));
        INFO("type " << i);
        CHECK(style.size >= 12);
        CHECK(style.line > style.size);
    }
}

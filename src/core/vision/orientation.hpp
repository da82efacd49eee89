// The eight ways a camera may have held the picture, numbered as in EXIF 2.32 (tag 0x0112), and the arithmetic of turning.
// A point of the upright picture is looked up in the stored one, so pixels are turned while they are small, never at full size.
#pragma once

#include <cstdint>

#include "core/vision/rgba_view.hpp"

namespace hypha::vision {

enum class Orientation : std::uint8_t {
    upright = 1,
    mirrored = 2,
    half_turn = 3,
    flipped = 4,
    transposed = 5,
    quarter_turn = 6,
    transversed = 7,
    three_quarter_turn = 8,
};

constexpr Orientation orientation_from_number(int number) {
    return number >= 1 && number <= 8 ? static_cast<Orientation>(number) : Orientation::upright;
}

constexpr bool swaps_sides(Orientation orientation) { return static_cast<int>(orientation) >= 5; }

// The turn that undoes `orientation`: only the quarter turns differ from their own inverse.
constexpr Orientation inverse(Orientation orientation) {
    switch (orientation) {
    case Orientation::quarter_turn: return Orientation::three_quarter_turn;
    case Orientation::three_quarter_turn: return Orientation::quarter_turn;
    default: return orientation;
    }
}

struct Point {
    int x = 0;
    int y = 0;
};

// Where the pixel (x, y) of the upright picture lies in the stored picture of width x height.
constexpr Point stored_point(Orientation orientation, int width, int height, int x, int y) {
    switch (orientation) {
    case Orientation::upright: return {x, y};
    case Orientation::mirrored: return {width - 1 - x, y};
    case Orientation::half_turn: return {width - 1 - x, height - 1 - y};
    case Orientation::flipped: return {x, height - 1 - y};
    case Orientation::transposed: return {y, x};
    case Orientation::quarter_turn: return {y, height - 1 - x};
    case Orientation::transversed: return {width - 1 - y, height - 1 - x};
    case Orientation::three_quarter_turn: return {width - 1 - y, x};
    }
    return {x, y};
}

// The rectangle of the stored picture that shows `rect` of the upright one.
constexpr PixelRect stored_rect(Orientation orientation, int width, int height, const PixelRect& rect) {
    const Point a = stored_point(orientation, width, height, rect.left, rect.top);
    const Point b = stored_point(orientation, width, height, rect.left + rect.width - 1, rect.top + rect.height - 1);
    const int left = a.x < b.x ? a.x : b.x;
    const int top = a.y < b.y ? a.y : b.y;
    return {left, top, swaps_sides(orientation) ? rect.height : rect.width,
            swaps_sides(orientation) ? rect.width : rect.height};
}

} // namespace hypha::vision

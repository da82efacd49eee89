// Borrowed pixels: RGBA, 8 bits a channel, rows packed, top row first, and a rectangle inside them.
// Guarantee: none is owned; the caller keeps the pixels alive. A valid view has both sides positive.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hypha::vision {

struct RgbaView {
    const std::uint8_t* pixels = nullptr;
    int width = 0;
    int height = 0;

    const std::uint8_t* row(int y) const {
        return pixels + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * 4;
    }
};

struct PixelRect {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    bool operator==(const PixelRect&) const = default;
};

} // namespace hypha::vision

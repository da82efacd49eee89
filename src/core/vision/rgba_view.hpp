// Borrowed pixels: 8 bits a channel, four channels, rows packed, top row first, and a rectangle inside them. Browsers hand out
// blue first as readily as red first, so the order is a fact of the view: turning it round early would cost a pass over 48 MB.
// Guarantee: none is owned; the caller keeps the pixels alive. A valid view has both sides positive.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hypha::vision {

enum class ChannelOrder : std::uint8_t { red_first, blue_first };

struct RgbaView {
    const std::uint8_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    ChannelOrder order = ChannelOrder::red_first;

    std::size_t red() const { return order == ChannelOrder::red_first ? 0 : 2; }

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

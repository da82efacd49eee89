// What a heat map over a photo needs to be drawn. Plain data: it travels through ImGui's draw list to gfx/heat_painter.
#pragma once

#include <array>

namespace hypha::gfx {

struct HeatQuad {
    static constexpr int kMostSide = 16;
    float left = 0, top = 0, right = 0, bottom = 0; // on the screen, CSS pixels
    float screen_w = 0, screen_h = 0;
    // The quad's edges in the square that the network saw: 0..1 inside it, less or more beyond its edges.
    float seen_left = 0, seen_top = 0, seen_right = 1, seen_bottom = 1;
    float strength = 1; // 0..1
    int columns = 0, rows = 0;
    std::array<float, static_cast<std::size_t>(kMostSide* kMostSide)> cells{}; // 0..1, row by row
};

} // namespace hypha::gfx

// Rectangles in CSS pixels (dp). Plain values; a rectangle with a negative side counts as empty.
// `snap` puts an edge on a device pixel so that hairlines stay one pixel wide at any density.
#pragma once

#include <algorithm>
#include <cmath>

#include "imgui.h"

namespace hypha::ui {

struct Insets {
    float top = 0, right = 0, bottom = 0, left = 0;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    [[nodiscard]] constexpr float right() const { return x + w; }
    [[nodiscard]] constexpr float bottom() const { return y + h; }
    [[nodiscard]] constexpr float center_x() const { return x + w * 0.5F; }
    [[nodiscard]] constexpr float center_y() const { return y + h * 0.5F; }
    [[nodiscard]] ImVec2 min() const { return {x, y}; }
    [[nodiscard]] ImVec2 max() const { return {x + w, y + h}; }
    [[nodiscard]] ImVec2 center() const { return {center_x(), center_y()}; }
    [[nodiscard]] constexpr bool empty() const { return w <= 0 || h <= 0; }
    [[nodiscard]] constexpr bool contains(float px, float py) const {
        return px >= x && py >= y && px < x + w && py < y + h;
    }
    [[nodiscard]] constexpr bool overlaps(const Rect& o) const {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }

    [[nodiscard]] constexpr Rect inset(float all) const { return {x + all, y + all, w - 2 * all, h - 2 * all}; }
    [[nodiscard]] constexpr Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
    [[nodiscard]] constexpr Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
    // The smallest rectangle around the same centre with both sides at least `side`.
    [[nodiscard]] constexpr Rect at_least(float side) const {
        const float nw = std::max(w, side), nh = std::max(h, side);
        return {x - (nw - w) * 0.5F, y - (nh - h) * 0.5F, nw, nh};
    }
    [[nodiscard]] constexpr Rect scaled(float k) const {
        return {x + w * (1 - k) * 0.5F, y + h * (1 - k) * 0.5F, w * k, h * k};
    }
    [[nodiscard]] constexpr Rect clipped(const Rect& o) const {
        const float l = std::max(x, o.x), t = std::max(y, o.y);
        return {l, t, std::min(right(), o.right()) - l, std::min(bottom(), o.bottom()) - t};
    }
    [[nodiscard]] constexpr Rect left_part(float width) const { return {x, y, width, h}; }
    [[nodiscard]] constexpr Rect right_part(float width) const { return {x + w - width, y, width, h}; }
    [[nodiscard]] constexpr Rect top_part(float height) const { return {x, y, w, height}; }
    [[nodiscard]] constexpr Rect bottom_part(float height) const { return {x, y + h - height, w, height}; }
    bool operator==(const Rect&) const = default;
};

// A column that is filled from the top: the way views lay things out.
struct Column {
    float x = 0, y = 0, w = 0;

    Rect take(float height) {
        const Rect taken{x, y, w, height};
        y += height;
        return taken;
    }
    void gap(float height) { y += height; }
    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] Column inset(float dx) const { return {x + dx, y, w - 2 * dx}; }
};

inline float snap(float v, float pixel_ratio) { return std::round(v * pixel_ratio) / pixel_ratio; }

} // namespace hypha::ui

// Photos: cover-fitted, rounded, with a placeholder (surface2 and an image glyph) until they are there and a broken-image
// glyph when they cannot be read. Semantics: role img when `alt` is given, decoration otherwise.
#pragma once

#include <span>

#include "ui/kit/context.hpp"

namespace hypha::ui {

// A grid of 0..1 over the part of the picture that the network saw: its centred square, or `seen` in fractions of its sides.
struct HeatLayer {
    std::span<const float> cells; // row by row; at most 16 x 16
    int columns = 0, rows = 0;
    float strength = 1;
    Rect seen{}; // empty: the centred square
};

struct PhotoOptions {
    std::string_view alt = {};
    float rounding = radius::lg;
    float focus_y = 0.5F;           // which part survives the cover fit
    bool contain = false;           // whole picture instead of cover
    Icon placeholder = Icon::image; // glyph on surface2 while there is none (a kind without a photo: its drawing)
    float top_scrim = 0;            // height of a scrim for a status bar or a label
    const HeatLayer* heat = nullptr;
    Rect outline{}; // a light edge around a part of the picture, in fractions of its sides; empty: none
};

// `picture` is the key of Pictures::find; "" draws the placeholder.
void photo(Context& context, std::string_view key, const Rect& rect, std::string_view picture,
           const PhotoOptions& options = {});

} // namespace hypha::ui

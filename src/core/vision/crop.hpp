// The part of a photo that the network looks at, where a person chose one: a square, in fractions of the upright picture, so that it
// holds for every size the picture is decoded at. No crop is the whole picture, of which the network sees the centred square.
// Every function here answers a square that lies inside the picture, whatever numbers come in.
#pragma once

#include <optional>
#include <vector>

#include "core/vision/rgba_view.hpp"

namespace hypha::vision {

struct Crop {
    float left = 0, top = 0;     // of the upright picture's width and height
    float width = 1, height = 1; // likewise; the same number of pixels
    bool operator==(const Crop&) const = default;
};

// Sides of the upright picture, in any unit: only their ratio counts.
struct PictureSize {
    float width = 1, height = 1;
};

// Below this many pixels of the original a crop has less to show than half of what the network looks at: "too small".
inline constexpr int kLeastCropPx = 112;
// What a gesture may shrink a crop to, as a share of the short side.
inline constexpr float kLeastCropShare = 0.04F;

// The centred square: where cropping begins.
Crop centred_crop(PictureSize picture);
// The same square, moved by fractions of the sides.
Crop moved(const Crop& crop, float dx, float dy, PictureSize picture);
// `factor` above 1 looks closer. The point (x, y) of the picture, in fractions, stays where it is in the square as far as it can.
Crop zoomed(const Crop& crop, float factor, float x, float y, PictureSize picture);
// What is no square inside the picture becomes the nearest one; what is no number, the centred one.
Crop valid_crop(const Crop& crop, PictureSize picture);

// In whole pixels of an upright picture of these sides; square, at least one pixel, inside.
PixelRect pixels_of(const Crop& crop, int upright_width, int upright_height);
bool is_large_enough(const Crop& crop, int upright_width, int upright_height);

// left, top, width, height, as messages carry them; no number is the whole picture.
std::vector<float> numbers_of(const std::optional<Crop>& crop);

} // namespace hypha::vision

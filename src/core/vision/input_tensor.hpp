// A photo as the network wants it: upright, the centred square of crop_fraction of the short side, exact area average to
// width x height, px/127.5 - 1, planes R, G, B (NCHW). The crop is rounded as models/training/preprocess.py rounds it.
#pragma once

#include <span>

#include "core/vision/area_average.hpp"
#include "core/vision/crop.hpp"
#include "core/vision/orientation.hpp"

namespace hypha::vision {

struct TensorShape {
    int width = 224;
    int height = 224;
    float crop_fraction = 1.0F;

    std::size_t floats() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3; }
};

// The square that is looked at, in the upright picture.
PixelRect centred_square(int upright_width, int upright_height, float crop_fraction);

// `tensor` holds shape.floats() numbers. `crop`: instead of the centred square, the whole of it; null: none was chosen.
void make_input_tensor(RgbaView photo, Orientation orientation, const TensorShape& shape, std::span<float> tensor,
                       Arithmetic arithmetic = Arithmetic::simd, const Crop* crop = nullptr);

} // namespace hypha::vision

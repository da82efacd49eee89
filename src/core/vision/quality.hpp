// Whether a photo is worth judging: measured on the network's own input, because blur that the resize removes harms nobody.
// sharpness: variance of the 4-neighbour Laplacian of luminance (0..255), inner pixels (Pech-Pacheco et al. 2000); above 0, higher
// is sharper. exposure: mean luminance, 0 black to 1 white. Luminance is 0.299 R + 0.587 G + 0.114 B (Rec. 601).
#pragma once

#include <span>

#include "core/vision/input_tensor.hpp"

namespace hypha::vision {

struct Quality {
    float sharpness = 0;
    float exposure = 0;
};

Quality measure_quality(std::span<const float> tensor, const TensorShape& shape);

} // namespace hypha::vision

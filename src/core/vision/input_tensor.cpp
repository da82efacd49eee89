#include "core/vision/input_tensor.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::vision {

PixelRect centred_square(int upright_width, int upright_height, float crop_fraction) {
    const int shorter = std::min(upright_width, upright_height);
    // nearbyint rounds halves to even, as Python's round does.
    const double wanted = std::nearbyint(static_cast<double>(shorter) * static_cast<double>(crop_fraction));
    const int side = static_cast<int>(std::clamp(wanted, 1.0, static_cast<double>(shorter)));
    return {(upright_width - side) / 2, (upright_height - side) / 2, side, side};
}

void make_input_tensor(RgbaView photo, Orientation orientation, const TensorShape& shape, std::span<float> tensor,
                       Arithmetic arithmetic, const Crop* crop) {
    const bool swapped = swaps_sides(orientation);
    const int upright_width = swapped ? photo.height : photo.width,
              upright_height = swapped ? photo.width : photo.height;
    const PixelRect square = crop != nullptr ? pixels_of(*crop, upright_width, upright_height)
                                             : centred_square(upright_width, upright_height, shape.crop_fraction);
    // Turning comes last, on the small picture: a stored row of it is a row or a column of the tensor.
    const int width = swapped ? shape.height : shape.width;
    const int height = swapped ? shape.width : shape.height;
    AreaAverage small(photo, stored_rect(orientation, photo.width, photo.height, square), width, height, arithmetic);
    const Orientation back = inverse(orientation);
    const std::size_t plane = static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.height);
    for (int y = 0; y < height; ++y) {
        const std::span<const float> row = small.row(y);
        for (int x = 0; x < width; ++x) {
            const Point to = stored_point(back, shape.width, shape.height, x, y);
            float* const out = tensor.data() + static_cast<std::size_t>(to.y) * static_cast<std::size_t>(shape.width) +
                               static_cast<std::size_t>(to.x);
            const float* const pixel = row.data() + static_cast<std::size_t>(x) * 4;
            out[0] = pixel[photo.red()] / 127.5F - 1.0F;
            out[plane] = pixel[1] / 127.5F - 1.0F;
            out[plane * 2] = pixel[2 - photo.red()] / 127.5F - 1.0F;
        }
    }
}

} // namespace hypha::vision

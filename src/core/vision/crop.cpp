#include "core/vision/crop.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::vision {
namespace {

float short_side(PictureSize picture) { return std::min(picture.width, picture.height); }

// The square of `side` (in the picture's unit) around a middle given in fractions, pushed inside.
Crop square(float side, float middle_x, float middle_y, PictureSize picture) {
    const float own = std::clamp(side, short_side(picture) * kLeastCropShare, short_side(picture));
    Crop crop;
    crop.width = std::min(own / picture.width, 1.F);
    crop.height = std::min(own / picture.height, 1.F);
    crop.left = std::clamp(middle_x - crop.width / 2, 0.F, 1 - crop.width);
    crop.top = std::clamp(middle_y - crop.height / 2, 0.F, 1 - crop.height);
    return crop;
}

bool is_number(const Crop& crop) {
    return std::isfinite(crop.left) && std::isfinite(crop.top) && std::isfinite(crop.width) &&
           std::isfinite(crop.height);
}

PictureSize sane(PictureSize picture) {
    const bool usable =
        std::isfinite(picture.width) && std::isfinite(picture.height) && picture.width > 0 && picture.height > 0;
    return usable ? picture : PictureSize{};
}

} // namespace

Crop centred_crop(PictureSize picture) {
    const PictureSize own = sane(picture);
    return square(short_side(own), 0.5F, 0.5F, own);
}

Crop valid_crop(const Crop& crop, PictureSize picture) {
    const PictureSize own = sane(picture);
    if (!is_number(crop)) {
        return centred_crop(own);
    }
    return square(crop.width * own.width, crop.left + crop.width / 2, crop.top + crop.height / 2, own);
}

Crop moved(const Crop& crop, float dx, float dy, PictureSize picture) {
    return valid_crop({crop.left + dx, crop.top + dy, crop.width, crop.height}, picture);
}

Crop zoomed(const Crop& crop, float factor, float x, float y, PictureSize picture) {
    const Crop from = valid_crop(crop, picture);
    if (!std::isfinite(factor) || factor <= 0) {
        return from;
    }
    const PictureSize own = sane(picture);
    const float side = std::clamp(from.width * own.width / factor, short_side(own) * kLeastCropShare, short_side(own));
    const float kept = side / (from.width * own.width);
    return valid_crop({x - (x - from.left) * kept, y - (y - from.top) * kept, side / own.width, side / own.height},
                      own);
}

PixelRect pixels_of(const Crop& crop, int upright_width, int upright_height) {
    const Crop own = valid_crop(crop, {static_cast<float>(upright_width), static_cast<float>(upright_height)});
    const auto width = static_cast<double>(upright_width), height = static_cast<double>(upright_height);
    const int side = std::clamp(static_cast<int>(std::lround(static_cast<double>(own.width) * width)), 1,
                                std::min(upright_width, upright_height));
    const int left = static_cast<int>(std::lround(static_cast<double>(own.left) * width));
    const int top = static_cast<int>(std::lround(static_cast<double>(own.top) * height));
    return {std::clamp(left, 0, upright_width - side), std::clamp(top, 0, upright_height - side), side, side};
}

bool is_large_enough(const Crop& crop, int upright_width, int upright_height) {
    return upright_width > 0 && upright_height > 0 &&
           pixels_of(crop, upright_width, upright_height).width >= kLeastCropPx;
}

std::vector<float> numbers_of(const std::optional<Crop>& crop) {
    return crop ? std::vector<float>{crop->left, crop->top, crop->width, crop->height} : std::vector<float>{};
}

} // namespace hypha::vision

// A small upright copy of a whole photo, red first, longer side at most `longest_px`; never enlarged.
#pragma once

#include <cstdint>
#include <vector>

#include "core/vision/area_average.hpp"
#include "core/vision/orientation.hpp"

namespace hypha::vision {

struct Thumbnail {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

Thumbnail make_thumbnail(RgbaView photo, Orientation orientation, int longest_px);

} // namespace hypha::vision

// A photo of noise that Python makes too (tests/golden/make_input_tensor.py): every pixel differs, so a shifted or turned one is seen.
#pragma once

#include <cstdint>
#include <vector>

#include "core/vision/rgba_view.hpp"

namespace hypha::vision {

struct NoisePhoto {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;

    RgbaView view() const { return {rgba.data(), width, height}; }
};

// A linear congruential generator (Numerical Recipes' constants), one byte a step.
inline NoisePhoto noise_photo(int width, int height, std::uint32_t seed) {
    NoisePhoto photo{width, height, {}};
    photo.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    std::uint32_t state = seed;
    for (std::uint8_t& byte : photo.rgba) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    return photo;
}

} // namespace hypha::vision

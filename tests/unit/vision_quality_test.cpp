// Sharpness falls with blur and not with darkness alone; exposure follows the light.
#include "core/vision/quality.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "unit/noise_photo.hpp"

namespace hypha::vision {
namespace {

constexpr TensorShape kShape{64, 64, 1.0F};

Quality quality_of(const std::vector<std::uint8_t>& rgba, int side) {
    std::vector<float> tensor(kShape.floats());
    make_input_tensor({rgba.data(), side, side}, Orientation::upright, kShape, tensor);
    return measure_quality(tensor, kShape);
}

std::vector<std::uint8_t> stripes(int side, int period, std::uint8_t low, std::uint8_t high) {
    std::vector<std::uint8_t> rgba;
    for (int i = 0; i < side * side; ++i) {
        const std::uint8_t value = (i % side) / period % 2 == 0 ? low : high;
        rgba.insert(rgba.end(), {value, value, value, 255});
    }
    return rgba;
}

} // namespace

TEST_CASE("a flat photo has no sharpness, and exposure is its brightness", "[quality]") {
    for (const int level : {0, 51, 128, 255}) {
        const Quality quality =
            quality_of(std::vector<std::uint8_t>(64 * 64 * 4, static_cast<std::uint8_t>(level)), 64);
        CHECK(std::abs(quality.exposure - static_cast<float>(level) / 255.0F) < 1e-4F);
        CHECK(quality.sharpness < 1e-3F);
    }
}

TEST_CASE("the variance of the Laplacian is the textbook number", "[quality]") {
    // Stripes two pixels wide, 0 and 100: every pixel has exactly one different neighbour, so the Laplacian is +-100, its mean 0.
    const Quality quality = quality_of(stripes(64, 2, 0, 100), 64);
    CHECK(std::abs(quality.sharpness - 10000.0F) < 1.0F);
    CHECK(std::abs(quality.exposure - 50.0F / 255.0F) < 1e-4F);
}

TEST_CASE("blur lowers sharpness", "[quality]") {
    const NoisePhoto sharp = noise_photo(64, 64, 1);
    std::vector<std::uint8_t> blurred = sharp.rgba;
    for (std::size_t i = 256; i + 260 < blurred.size(); ++i) {
        blurred[i] = static_cast<std::uint8_t>(
            (sharp.rgba[i - 256] + sharp.rgba[i - 4] + sharp.rgba[i] + sharp.rgba[i + 4] + sharp.rgba[i + 256]) / 5);
    }
    CHECK(quality_of(blurred, 64).sharpness < quality_of(sharp.rgba, 64).sharpness / 4);
}

} // namespace hypha::vision

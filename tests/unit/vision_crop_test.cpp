// The square that a person chose: always a square, always inside, wherever fingers pull it; the same part at every size and turn.
#include "core/vision/crop.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/vision/input_tensor.hpp"

namespace hypha::vision {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

bool is_square_inside(const Crop& crop, PictureSize picture) {
    const float wide = crop.width * picture.width, high = crop.height * picture.height;
    return crop.left >= 0 && crop.top >= 0 && crop.left + crop.width <= 1.00001F &&
           crop.top + crop.height <= 1.00001F && crop.width > 0 && std::abs(wide - high) < 0.001F * (wide + high);
}

// A picture in whose pixel (x, y) red is x and green is y.
std::vector<std::uint8_t> places(int width, int height) {
    std::vector<std::uint8_t> rgba;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            rgba.insert(rgba.end(), {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 0, 255});
        }
    }
    return rgba;
}

} // namespace

TEST_CASE("cropping begins with the centred square, as the network sees a whole picture", "[crop]") {
    const Crop wide = centred_crop({400, 300});
    CHECK(wide == Crop{0.125F, 0, 0.75F, 1});
    const PixelRect seen = pixels_of(wide, 4000, 3000);
    CHECK(seen.left == centred_square(4000, 3000, 1).left);
    CHECK(seen.width == centred_square(4000, 3000, 1).width);
    CHECK(pixels_of(centred_crop({300, 400}), 300, 400).top == 50);
}

TEST_CASE("a crop stops at the edge of the picture and keeps its size", "[crop]") {
    const Crop crop = zoomed(centred_crop({400, 300}), 2, 0.5F, 0.5F, {400, 300});
    const Crop corner = moved(crop, 5, -5, {400, 300});
    CHECK(corner.width == crop.width);
    CHECK(std::abs(corner.left + corner.width - 1) < 1e-6F);
    CHECK(corner.top == 0);
}

TEST_CASE("looking closer keeps the point under the fingers", "[crop]") {
    const PictureSize picture{400, 300};
    const Crop crop = zoomed(centred_crop(picture), 2, 0.4F, 0.3F, picture);
    const Crop before = centred_crop(picture);
    CHECK(std::abs((0.4F - crop.left) / crop.width - (0.4F - before.left) / before.width) < 1e-5F);
    CHECK(std::abs((0.3F - crop.top) / crop.height - (0.3F - before.top) / before.height) < 1e-5F);
    const Crop back = zoomed(crop, 0.5F, 0.4F, 0.3F, picture);
    CHECK(std::abs(back.left - before.left) < 1e-5F);
}

TEST_CASE("whatever fingers do, the crop is a square inside the picture", "[crop]") {
    std::mt19937 random(20261126); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same pulls in every run
    std::uniform_real_distribution<float> pull(-1.5F, 1.5F), closer(0.2F, 4), point(-0.3F, 1.3F), side(1, 5000);
    for (int run = 0; run < 300; ++run) {
        const PictureSize picture{side(random), side(random)};
        Crop crop = centred_crop(picture);
        REQUIRE(is_square_inside(crop, picture));
        for (int step = 0; step < 30; ++step) {
            crop = step % 2 == 0 ? moved(crop, pull(random), pull(random), picture)
                                 : zoomed(crop, closer(random), point(random), point(random), picture);
            REQUIRE(is_square_inside(crop, picture));
            const int width = static_cast<int>(std::ceil(picture.width)),
                      height = static_cast<int>(std::ceil(picture.height));
            const PixelRect pixels = pixels_of(crop, width, height);
            REQUIRE(pixels.left >= 0);
            REQUIRE(pixels.top >= 0);
            REQUIRE(pixels.width >= 1);
            REQUIRE(pixels.width == pixels.height);
            REQUIRE(pixels.left + pixels.width <= width);
            REQUIRE(pixels.top + pixels.height <= height);
        }
    }
}

TEST_CASE("numbers that make no crop become one", "[crop]") {
    const PictureSize picture{400, 300};
    for (const Crop& wrong : {Crop{kNan, 0, 1, 1}, Crop{0, 0, std::numeric_limits<float>::infinity(), 1},
                              Crop{-3, 9, 0, 0}, Crop{0, 0, 1, 1}, Crop{2, 2, -1, -1}}) {
        CHECK(is_square_inside(valid_crop(wrong, picture), picture));
    }
    CHECK(is_square_inside(centred_crop({0, kNan}), {1, 1}));
    CHECK(zoomed(centred_crop(picture), kNan, 0.5F, 0.5F, picture) == centred_crop(picture));
    CHECK(zoomed(centred_crop(picture), -1, 0.5F, 0.5F, picture) == centred_crop(picture));
}

TEST_CASE("a crop of fewer pixels than half of the network's input is too small", "[crop]") {
    const PictureSize picture{4000, 3000};
    const Crop close = zoomed(centred_crop(picture), 100, 0.5F, 0.5F, picture);
    CHECK(std::abs(close.height - kLeastCropShare) < 1e-6F);
    CHECK(pixels_of(close, 4000, 3000).width == 120);
    CHECK(is_large_enough(close, 4000, 3000));
    CHECK_FALSE(is_large_enough(close, 2000, 1500));
    CHECK_FALSE(is_large_enough(centred_crop({90, 90}), 90, 90));
    CHECK_FALSE(is_large_enough(close, 0, 0));
}

TEST_CASE("the tensor is made of the cropped part alone, whichever way the picture was stored", "[crop]") {
    const TensorShape shape{8, 8, 1.0F};
    const Crop part{0.5F, 0.25F, 0.4F, 0.5F}; // of 160 x 128: from (80, 32), 64 pixels
    std::vector<float> upright(shape.floats()), turned(shape.floats());
    const auto straight = places(160, 128);
    make_input_tensor({straight.data(), 160, 128}, Orientation::upright, shape, upright, Arithmetic::simd, &part);
    const auto value = [](float tensor) { return (tensor + 1) * 127.5F; };
    CHECK(std::abs(value(upright[0]) - 83.5F) < 0.01F);       // red of the first cell: mean of 80 to 87
    CHECK(std::abs(value(upright[64]) - 35.5F) < 0.01F);      // green: mean of 32 to 39
    CHECK(std::abs(value(upright[63]) - 139.5F) < 0.01F);     // last cell: 136 to 143
    CHECK(std::abs(value(upright[64 + 63]) - 91.5F) < 0.01F); // 88 to 95
    for (const Orientation orientation :
         {Orientation::mirrored, Orientation::half_turn, Orientation::flipped, Orientation::transposed,
          Orientation::quarter_turn, Orientation::transversed, Orientation::three_quarter_turn}) {
        const bool swapped = swaps_sides(orientation);
        const int width = swapped ? 128 : 160, height = swapped ? 160 : 128;
        std::vector<std::uint8_t> stored(straight.size());
        for (int y = 0; y < 128; ++y) {
            for (int x = 0; x < 160; ++x) {
                const Point to = stored_point(orientation, width, height, x, y);
                for (std::size_t channel = 0; channel < 4; ++channel) {
                    stored[static_cast<std::size_t>(to.y * width + to.x) * 4 + channel] =
                        straight[static_cast<std::size_t>(y * 160 + x) * 4 + channel];
                }
            }
        }
        make_input_tensor({stored.data(), width, height}, orientation, shape, turned, Arithmetic::simd, &part);
        CAPTURE(static_cast<int>(orientation));
        for (std::size_t i = 0; i < upright.size(); ++i) {
            REQUIRE(std::abs(turned[i] - upright[i]) < 1e-5F);
        }
    }
}

} // namespace hypha::vision

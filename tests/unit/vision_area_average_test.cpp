// The resize against the definition it promises, computed here in double and by the training code in Python.
#include "core/vision/area_average.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/vision/input_tensor.hpp"
#include "unit/noise_photo.hpp"

namespace hypha::vision {
namespace {

std::vector<float> averaged(RgbaView view, PixelRect source, int width, int height, Arithmetic arithmetic) {
    AreaAverage average(view, source, width, height, arithmetic);
    std::vector<float> out;
    for (int y = 0; y < height; ++y) {
        const auto row = average.row(y);
        out.insert(out.end(), row.begin(), row.end());
    }
    return out;
}

// The integral over the covered rectangle, straight from the definition.
double expected(RgbaView view, PixelRect source, int width, int height, int x, int y, int channel) {
    const auto edge = [](int i, int size, int count) { return static_cast<double>(i) * size / count; };
    double sum = 0;
    for (int sy = 0; sy < source.height; ++sy) {
        const double high =
            std::min(edge(y + 1, source.height, height), sy + 1.0) - std::max(edge(y, source.height, height), sy + 0.0);
        for (int sx = 0; high > 0 && sx < source.width; ++sx) {
            const double wide =
                std::min(edge(x + 1, source.width, width), sx + 1.0) - std::max(edge(x, source.width, width), sx + 0.0);
            if (wide > 0) {
                sum += high * wide * view.row(source.top + sy)[(source.left + sx) * 4 + channel];
            }
        }
    }
    return sum * width * height / (static_cast<double>(source.width) * source.height);
}

struct Case {
    int photo_width, photo_height;
    PixelRect source;
    int width, height;
};

const std::array kCases{
    Case{64, 64, {0, 0, 64, 64}, 64, 64},  // as it is
    Case{64, 64, {0, 0, 64, 64}, 16, 16},  // whole cells
    Case{101, 67, {3, 5, 91, 59}, 24, 17}, // shares at every edge
    Case{37, 41, {1, 2, 33, 37}, 32, 36},  // hardly smaller
    Case{33, 34, {0, 0, 33, 34}, 70, 90},  // larger: pixels repeat
    Case{1, 1, {0, 0, 1, 1}, 5, 3},        // one pixel
    Case{700, 3, {0, 0, 700, 3}, 1, 1},    // everything into one
    Case{40, 257, {7, 0, 9, 257}, 2, 1},   // the longest allowed column sum
};

} // namespace

TEST_CASE("each target pixel is the mean of the area it covers", "[area_average]") {
    for (const Case& each : kCases) {
        const auto photo = noise_photo(each.photo_width, each.photo_height, 7);
        const auto got = averaged(photo.view(), each.source, each.width, each.height, Arithmetic::simd);
        CAPTURE(each.width, each.height, each.source.width, each.source.height);
        double worst = 0;
        for (int y = 0; y < each.height; ++y) {
            for (int x = 0; x < each.width; ++x) {
                for (int channel = 0; channel < 4; ++channel) {
                    const int at = (y * each.width + x) * 4 + channel;
                    const double right = expected(photo.view(), each.source, each.width, each.height, x, y, channel);
                    worst = std::max(worst, std::abs(static_cast<double>(got[static_cast<std::size_t>(at)]) - right));
                }
            }
        }
        CHECK(worst < 0.001);
    }
}

TEST_CASE("SIMD and its scalar twin answer the same bits", "[area_average]") {
    for (const Case& each : kCases) {
        const auto photo = noise_photo(each.photo_width, each.photo_height, 11);
        CAPTURE(each.width, each.height);
        CHECK(averaged(photo.view(), each.source, each.width, each.height, Arithmetic::simd) ==
              averaged(photo.view(), each.source, each.width, each.height, Arithmetic::scalar));
    }
}

TEST_CASE("a white column as tall as the sums allow does not overflow", "[area_average]") {
    const std::vector<std::uint8_t> white(4 * 257 * 4, 255);
    const RgbaView view{white.data(), 4, 257};
    for (const float mean : averaged(view, {0, 0, 4, 257}, 2, 1, Arithmetic::simd)) {
        CHECK(std::abs(mean - 255.0F) < 0.001F);
    }
}

TEST_CASE("the tensor is the one that training made from the same pixels, within 1/255", "[area_average]") {
    std::ifstream file(HYPHA_SOURCE_DIR "/tests/golden/input_tensor.json");
    REQUIRE(file.good());
    const auto golden = nlohmann::json::parse(file, nullptr, false);
    REQUIRE(golden.is_array());
    REQUIRE(golden.size() == 4);
    for (const auto& each : golden) {
        const auto photo =
            noise_photo(each["width"].get<int>(), each["height"].get<int>(), each["seed"].get<std::uint32_t>());
        const TensorShape shape{224, 224, each["crop_fraction"].get<float>()};
        std::vector<float> tensor(shape.floats());
        make_input_tensor(photo.view(), Orientation::upright, shape, tensor);
        CAPTURE(each["width"].get<int>(), each["height"].get<int>());
        float worst = 0;
        for (const auto& sample : each["samples"]) {
            worst = std::max(worst, std::abs(tensor[sample[0].get<std::size_t>()] - sample[1].get<float>()));
        }
        CHECK(worst * 127.5F < 0.05F); // in pixel values; the promise is 1
    }
}

} // namespace hypha::vision

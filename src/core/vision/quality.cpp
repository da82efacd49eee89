#include "core/vision/quality.hpp"

#include <vector>

namespace hypha::vision {

Quality measure_quality(std::span<const float> tensor, const TensorShape& shape) {
    const auto width = static_cast<std::size_t>(shape.width);
    const auto height = static_cast<std::size_t>(shape.height);
    const std::size_t plane = width * height;
    std::vector<float> luminance(plane);
    double light = 0;
    for (std::size_t i = 0; i < plane; ++i) {
        const float mixed = 0.299F * tensor[i] + 0.587F * tensor[plane + i] + 0.114F * tensor[plane * 2 + i];
        luminance[i] = (mixed + 1.0F) * 127.5F;
        light += static_cast<double>(luminance[i]);
    }
    double sum = 0;
    double squares = 0;
    for (std::size_t y = 1; y + 1 < height; ++y) {
        for (std::size_t x = 1; x + 1 < width; ++x) {
            const std::size_t at = y * width + x;
            const float around = luminance[at - 1] + luminance[at + 1] + luminance[at - width] + luminance[at + width];
            const auto edge = static_cast<double>(around - 4.0F * luminance[at]);
            sum += edge;
            squares += edge * edge;
        }
    }
    Quality quality{0, static_cast<float>(light / (static_cast<double>(plane) * 255.0))};
    if (width > 2 && height > 2) {
        const double count = static_cast<double>(width - 2) * static_cast<double>(height - 2);
        const double mean = sum / count;
        quality.sharpness = static_cast<float>(squares / count - mean * mean);
    }
    return quality;
}

} // namespace hypha::vision

#include "core/vision/thumbnail.hpp"

#include <algorithm>

namespace hypha::vision {

Thumbnail make_thumbnail(RgbaView photo, Orientation orientation, int longest_px) {
    const int longer = std::max(photo.width, photo.height);
    const auto scaled = [&](int side) {
        const std::int64_t rounded = (static_cast<std::int64_t>(side) * longest_px + longer / 2) / longer;
        return longer <= longest_px ? side : static_cast<int>(std::max<std::int64_t>(1, rounded));
    };
    const int width = scaled(photo.width);
    const int height = scaled(photo.height);
    Thumbnail thumbnail{swaps_sides(orientation) ? height : width, swaps_sides(orientation) ? width : height, {}};
    thumbnail.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    AreaAverage small(photo, {0, 0, photo.width, photo.height}, width, height);
    const Orientation back = inverse(orientation);
    for (int y = 0; y < height; ++y) {
        const std::span<const float> row = small.row(y);
        for (int x = 0; x < width; ++x) {
            const Point to = stored_point(back, thumbnail.width, thumbnail.height, x, y);
            const std::size_t pixel = static_cast<std::size_t>(to.y) * static_cast<std::size_t>(thumbnail.width) +
                                      static_cast<std::size_t>(to.x);
            for (std::size_t channel = 0; channel < 4; ++channel) {
                const std::size_t from = channel == 0 ? photo.red() : channel == 2 ? 2 - photo.red() : channel;
                const float mean = row[static_cast<std::size_t>(x) * 4 + from];
                thumbnail.rgba[pixel * 4 + channel] = static_cast<std::uint8_t>(std::min(mean + 0.5F, 255.0F));
            }
        }
    }
    return thumbnail;
}

} // namespace hypha::vision

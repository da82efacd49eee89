#include "edge/pictures/picture_maker.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "core/vision/exif_orientation.hpp"
#include "core/vision/image_header.hpp"
#include "core/vision/thumbnail.hpp"
#include "edge/pictures/picture_decoder.hpp"

namespace hypha::edge {
namespace {

Result<vision::ImageHeader> admitted_header(vision::Bytes file) {
    if (file.size() > kMostPicture_bytes) {
        return failure("too_large", "bytes");
    }
    auto header = vision::read_image_header(file);
    if (!header) {
        return header;
    }
    const auto [shorter, longer] = std::minmax(header->width_px, header->height_px);
    if (std::uint64_t{shorter} * longer > kMostPicture_pixels) {
        return failure("too_large", "pixels");
    }
    if (shorter < kLeastPictureSide_px) {
        return failure("too_small");
    }
    if (longer > std::uint64_t{shorter} * kMostPictureSides) {
        return failure("too_narrow");
    }
    return header;
}

Pixels fitted(const Pixels& pixels, vision::Orientation orientation, int longest_px) {
    auto made = vision::make_thumbnail({pixels.rgba.data(), pixels.width, pixels.height}, orientation, longest_px);
    return {made.width, made.height, std::move(made.rgba)};
}

} // namespace

Result<MadePicture> make_picture(vision::Bytes file) {
    const auto header = admitted_header(file);
    if (!header) {
        return std::unexpected(header.error());
    }
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    // Twice the sides that are needed: the mean of at least four pixels is what a reader sees of each.
    auto whole = decode_picture(file, *header, 2 * kLargePicture_px);
    if (!whole) {
        return std::unexpected(whole.error());
    }
    const Pixels large = fitted(*whole, vision::exif_orientation(file), kLargePicture_px);
    whole->rgba = {};
    auto large_file = encode_webp(large, kLargePicture_bytes);
    if (!large_file) {
        return std::unexpected(large_file.error());
    }
    auto small_file = encode_webp(fitted(large, vision::Orientation::upright, kSmallPicture_px), kSmallPicture_bytes);
    if (!small_file) {
        return std::unexpected(small_file.error());
    }
    return MadePicture{*std::move(small_file), *std::move(large_file)};
}

} // namespace hypha::edge

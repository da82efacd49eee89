// A picture file of anyone to the two files that readers get: upright, on white, never larger than it was, nothing of the old file but its
// pixels. Pure. One picture at a time in the process, whoever asks, so that memory has a bound: 160 MB for the pixels of the largest
// picture, and in its decoder 260 MB of a progressive JPEG or 160 MB of a WebP without loss. Limits are held against the header before
// anything is decoded; pictures that no reader misses are refused (counters, icons, lines).
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/error.hpp"
#include "core/vision/byte_reader.hpp"
#include "edge/pictures/webp_encoder.hpp"

namespace hypha::edge {

inline constexpr std::size_t kMostPicture_bytes = 8'000'000; // of a file that comes
inline constexpr std::uint64_t kMostPicture_pixels = 40'000'000;
inline constexpr std::uint32_t kLeastPictureSide_px = 48;
inline constexpr std::uint32_t kMostPictureSides = 16; // how often the shorter side goes into the longer one
inline constexpr int kSmallPicture_px = 320, kLargePicture_px = 960; // the longer side
inline constexpr std::size_t kSmallPicture_bytes = 12'000, kLargePicture_bytes = 60'000;

struct MadePicture {
    WebpFile small;
    WebpFile large;
};

// Errors: those of read_image_header (empty_file, not_an_image, …), "too_large" (bytes or pixels), "too_small", "too_narrow",
// "unsupported_format" (GIF, BMP, AVIF, HEIC and whatever is not decoded here), "animated", "decode_failed", "encode_failed", "too_noisy".
Result<MadePicture> make_picture(vision::Bytes file);

} // namespace hypha::edge

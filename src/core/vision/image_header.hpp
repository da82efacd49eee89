// What a picture file claims to be, read from its header before any decoder may spend memory on it.
// Guarantee: total; any bytes give a header or one of the codes empty_file, not_an_image, unsupported_format (a picture, but of
// a kind that nothing here decodes), decode_failed (its own header is cut or absurd), too_large, too_small. Sides are as stored.
// Limits: JPEG, PNG, GIF, WebP, BMP, AVIF and HEIC carry their size where this looks; HEIC and AVIF need the host's decoder.
// Formats: ITU-T T.81, PNG 3rd edition, GIF89a, RFC 9649 (WebP), ISO/IEC 14496-12 and 23008-12 (ispe box).
#pragma once

#include <cstdint>

#include "core/base/error.hpp"
#include "core/vision/byte_reader.hpp"

namespace hypha::vision {

enum class ImageKind : std::uint8_t { jpeg = 1, png, gif, webp, bmp, avif, heic };

struct ImageHeader {
    ImageKind kind = ImageKind::jpeg;
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0;
};

constexpr std::uint64_t kLargestImagePixels = 60'000'000;
constexpr std::uint64_t kLargestFileBytes = 40'000'000;
constexpr std::uint32_t kSmallestSidePx = 32;

// The size rules are in it: a header that comes back may be decoded.
Result<ImageHeader> read_image_header(Bytes file);

} // namespace hypha::vision

// Pixels to the best WebP (lossy, one frame, no metadata) that fits into a number of bytes: libwebp's quality is found by bisection in at most
// six encodings; if the lowest that is worth looking at is still too large, the sides are made smaller and it begins again. The same
// pixels and library give the same bytes.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/error.hpp"
#include "edge/pictures/picture_decoder.hpp"

namespace hypha::edge {

struct WebpFile {
    std::string bytes;
    int width_px = 0;
    int height_px = 0;
};

// `pixels`: not empty, both sides below 16,384, alpha 255. Errors: "encode_failed", "too_noisy" (no side of 64 px or more fits).
Result<WebpFile> encode_webp(const Pixels& pixels, std::size_t most_bytes);

} // namespace hypha::edge

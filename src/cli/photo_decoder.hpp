// JPEG and PNG files to RGBA pixels, for the command line. The browser decodes by itself.
// Guarantee: the header rules of core/vision/image_header.hpp come first, so no file makes it allocate more than 240 MB; a file that
// is broken, CMYK of an unknown kind or of another format is an Error (decode_failed, unsupported_format, …), never a crash.
// Pixels are as stored: the orientation beside them is applied by whoever shrinks them. Decoder: stb_image (public domain).
#pragma once

#include <cstdint>
#include <memory>

#include "core/base/error.hpp"
#include "core/vision/byte_reader.hpp"
#include "core/vision/orientation.hpp"
#include "core/vision/rgba_view.hpp"

namespace hypha::cli {

struct FreePixels {
    void operator()(std::uint8_t* pixels) const;
};

struct DecodedPhoto {
    std::unique_ptr<std::uint8_t, FreePixels> rgba;
    int width = 0;
    int height = 0;
    vision::Orientation orientation = vision::Orientation::upright;

    vision::RgbaView view() const { return {rgba.get(), width, height}; }
};

Result<DecodedPhoto> decode_photo(vision::Bytes file);

} // namespace hypha::cli

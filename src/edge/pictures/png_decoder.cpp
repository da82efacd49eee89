// libpng's simplified API: any colour type, depth and interlacing to 8 bits of sRGB. Of an APNG it reads the still picture alone.
#include <png.h>

#include "edge/pictures/picture_decoder.hpp"

namespace hypha::edge {

Result<Pixels> decode_png(vision::Bytes file, const vision::ImageHeader& header) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) {
        return failure("decode_failed", image.message);
    }
    image.format = PNG_FORMAT_RGBA;
    // The room is made by the header that was held against the limits.
    if (image.width != header.width_px || image.height != header.height_px) {
        png_image_free(&image);
        return failure("decode_failed", "two sizes");
    }
    Pixels pixels = room_for(static_cast<int>(image.width), static_cast<int>(image.height));
    if (png_image_finish_read(&image, nullptr, pixels.rgba.data(), 0, nullptr) == 0) {
        return failure("decode_failed", image.message);
    }
    lay_on_white(pixels);
    return pixels;
}

} // namespace hypha::edge

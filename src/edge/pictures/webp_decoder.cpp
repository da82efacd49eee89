// libwebp's simple API, into room that was made by the header that was held against the limits.
#include <webp/decode.h>

#include "edge/pictures/picture_decoder.hpp"

namespace hypha::edge {

Result<Pixels> decode_webp(vision::Bytes file, const vision::ImageHeader& header) {
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(file.data(), file.size(), &features) != VP8_STATUS_OK) {
        return failure("decode_failed", "header");
    }
    if (features.has_animation != 0) {
        return failure("animated");
    }
    if (features.width != static_cast<int>(header.width_px) || features.height != static_cast<int>(header.height_px)) {
        return failure("decode_failed", "two sizes");
    }
    Pixels pixels = room_for(features.width, features.height);
    if (WebPDecodeRGBAInto(file.data(), file.size(), pixels.rgba.data(), pixels.rgba.size(), features.width * 4) ==
        nullptr) {
        return failure("decode_failed");
    }
    lay_on_white(pixels);
    return pixels;
}

} // namespace hypha::edge

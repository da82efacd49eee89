#include "edge/pictures/picture_decoder.hpp"

namespace hypha::edge {

Pixels room_for(int width, int height) {
    return {width, height,
            std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)};
}

void lay_on_white(Pixels& pixels) {
    for (std::size_t at = 0; at < pixels.rgba.size(); at += 4) {
        const unsigned alpha = pixels.rgba[at + 3];
        if (alpha == 255) {
            continue;
        }
        for (std::size_t channel = at; channel < at + 3; ++channel) {
            pixels.rgba[channel] =
                static_cast<std::uint8_t>((pixels.rgba[channel] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        pixels.rgba[at + 3] = 255;
    }
}

Result<Pixels> decode_picture(vision::Bytes file, const vision::ImageHeader& header, int enough_px) {
    switch (header.kind) {
    case vision::ImageKind::jpeg: return decode_jpeg(file, header, enough_px);
    case vision::ImageKind::png: return decode_png(file, header);
    case vision::ImageKind::webp: return decode_webp(file, header);
    default: return failure("unsupported_format");
    }
}

} // namespace hypha::edge

#include "edge/pictures/webp_encoder.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <webp/encode.h>

#include "core/vision/thumbnail.hpp"

namespace hypha::edge {
namespace {

constexpr int kLeastQuality = 30; // below it faces and letters go before bytes do
constexpr int kMostQuality = 82;  // above it bytes come without anything to see
constexpr int kMostEncodings = 6; // of one size
constexpr int kLeastSide_px = 64; // of the longer one

struct FreePicture {
    void operator()(WebPPicture* picture) const {
        WebPPictureFree(picture);
        delete picture; // NOLINT(cppcoreguidelines-owning-memory)
    }
};
using Planes = std::unique_ptr<WebPPicture, FreePicture>;

// The planes that every encoding of one size begins from; null: there was no memory.
Planes planes_of(const Pixels& pixels) {
    Planes planes(new WebPPicture());
    if (WebPPictureInit(planes.get()) == 0) {
        return nullptr;
    }
    planes->width = pixels.width;
    planes->height = pixels.height;
    return WebPPictureImportRGBX(planes.get(), pixels.rgba.data(), pixels.width * 4) != 0 ? std::move(planes) : nullptr;
}

std::optional<std::string> encoded(WebPPicture& planes, int quality) {
    WebPConfig config;
    if (WebPConfigPreset(&config, WEBP_PRESET_PHOTO, static_cast<float>(quality)) == 0) {
        return std::nullopt;
    }
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    planes.writer = WebPMemoryWrite;
    planes.custom_ptr = &writer;
    std::optional<std::string> bytes;
    if (WebPEncode(&config, &planes) != 0) {
        bytes.emplace(reinterpret_cast<const char*>(writer.mem), writer.size);
    }
    WebPMemoryWriterClear(&writer);
    return bytes;
}

// Empty: nothing of this size fits. An error: the encoder's.
Result<std::string> best_of_size(const Pixels& pixels, std::size_t most_bytes) {
    const Planes planes = planes_of(pixels);
    if (!planes) {
        return failure("encode_failed", "memory");
    }
    std::string best;
    int least = kLeastQuality, most = kMostQuality; // what is between them is not known yet, both included
    for (int i = 0; i < kMostEncodings && least <= most; ++i) {
        // The ends first: most pictures fit at once, and what does not fit at all is known soon.
        const int quality = i == 0 ? most : i == 1 ? least : (least + most) / 2;
        auto bytes = encoded(*planes, quality);
        if (!bytes) {
            return failure("encode_failed", std::to_string(planes->error_code));
        }
        if (bytes->size() <= most_bytes) {
            best = *std::move(bytes);
            least = quality + 1;
        } else {
            most = quality - 1;
        }
    }
    return best;
}

} // namespace

Result<WebpFile> encode_webp(const Pixels& pixels, std::size_t most_bytes) {
    Pixels smaller;
    const Pixels* size = &pixels;
    for (;;) {
        auto bytes = best_of_size(*size, most_bytes);
        if (!bytes) {
            return std::unexpected(bytes.error());
        }
        if (!bytes->empty()) {
            return WebpFile{*std::move(bytes), size->width, size->height};
        }
        const int longer = std::max(size->width, size->height) * 4 / 5;
        if (longer < kLeastSide_px) {
            return failure("too_noisy");
        }
        // From the original each time: what was averaged twice is softer.
        auto made = vision::make_thumbnail({pixels.rgba.data(), pixels.width, pixels.height},
                                           vision::Orientation::upright, longer);
        smaller = {made.width, made.height, std::move(made.rgba)};
        size = &smaller;
    }
}

} // namespace hypha::edge

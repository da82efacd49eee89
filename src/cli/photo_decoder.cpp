#include "cli/photo_decoder.hpp"

#include "cli/jpeg_tables.hpp"
#include "core/vision/exif_orientation.hpp"
#include "core/vision/image_header.hpp"

// Its code is not ours, so the analyser sees the declarations only; tests/unit/cli_photo_decoder_native_test.cpp attacks the rest.
#ifndef __clang_analyzer__
#define STB_IMAGE_IMPLEMENTATION
#endif
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_HDR
#define STBI_NO_LINEAR
#define STBI_NO_FAILURE_STRINGS
#include <stb/stb_image.h>

namespace hypha::cli {

void FreePixels::operator()(std::uint8_t* pixels) const { stbi_image_free(pixels); }

Result<DecodedPhoto> decode_photo(vision::Bytes file) {
    const auto header = vision::read_image_header(file);
    if (!header) {
        return std::unexpected(header.error());
    }
    if (header->kind != vision::ImageKind::jpeg && header->kind != vision::ImageKind::png) {
        return failure("unsupported_format", "the command line decodes JPEG and PNG");
    }
    if (header->kind == vision::ImageKind::jpeg && !jpeg_tables_fit(file)) {
        return failure("decode_failed", "a Huffman table with more than 256 codes");
    }
    DecodedPhoto photo;
    int channels = 0;
    photo.rgba.reset(
        stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &photo.width, &photo.height, &channels, 4));
    if (photo.rgba == nullptr) {
        return failure("decode_failed", "the picture data is broken");
    }
    photo.orientation = vision::exif_orientation(file);
    return photo;
}

} // namespace hypha::cli

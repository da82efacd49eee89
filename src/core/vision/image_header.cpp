#include "core/vision/image_header.hpp"

#include <algorithm>

namespace hypha::vision {
namespace {

Result<ImageHeader> sized(ImageKind kind, const ByteReader& reader, std::uint32_t width, std::uint32_t height) {
    if (!reader.ok() || width == 0 || height == 0) {
        return failure("decode_failed", "the header is cut off or gives no size");
    }
    return ImageHeader{kind, width, height};
}

// Start-of-frame markers are C0..CF without the tables DHT (C4), JPG (C8) and DAC (CC).
bool starts_frame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

Result<ImageHeader> read_jpeg(Bytes file) {
    ByteReader reader(file);
    std::size_t at = 2;
    while (reader.u8(at) == 0xFF && reader.ok()) {
        const std::uint32_t marker = reader.u8(at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (starts_frame(marker)) {
            const std::uint32_t height = reader.u16(at + 5);
            return sized(ImageKind::jpeg, reader, reader.u16(at + 7), height);
        }
        const std::size_t length = reader.u16(at + 2);
        if (marker == 0xDA || marker == 0xD9 || length < 2) {
            break;
        }
        at += 2 + length;
    }
    return failure("decode_failed", "a JPEG without a frame header");
}

Result<ImageHeader> read_png(Bytes file) {
    ByteReader reader(file);
    if (!has_text(file, 12, "IHDR")) {
        return failure("decode_failed", "a PNG that does not begin with IHDR");
    }
    const std::uint32_t width = reader.u32(16);
    return sized(ImageKind::png, reader, width, reader.u32(20));
}

Result<ImageHeader> read_gif(Bytes file) {
    ByteReader reader(file, ByteOrder::little);
    const std::uint32_t width = reader.u16(6);
    return sized(ImageKind::gif, reader, width, reader.u16(8));
}

Result<ImageHeader> read_webp(Bytes file) {
    ByteReader reader(file, ByteOrder::little);
    if (has_text(file, 12, "VP8X")) {
        const std::uint32_t width = reader.u24(24) + 1;
        return sized(ImageKind::webp, reader, width, reader.u24(27) + 1);
    }
    if (has_text(file, 12, "VP8L")) {
        const std::uint32_t packed = reader.u32(21);
        return sized(ImageKind::webp, reader, (packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1);
    }
    if (has_text(file, 12, "VP8 ")) {
        const std::uint32_t width = reader.u16(26) & 0x3FFF;
        return sized(ImageKind::webp, reader, width, reader.u16(28) & 0x3FFF);
    }
    return failure("decode_failed", "a WebP without picture data");
}

Result<ImageHeader> read_bmp(Bytes file) {
    ByteReader reader(file, ByteOrder::little);
    if (reader.u32(14) < 40) {
        const std::uint32_t width = reader.u16(18);
        return sized(ImageKind::bmp, reader, width, reader.u16(20));
    }
    const std::uint32_t width = reader.u32(18);
    const std::uint32_t height = reader.u32(22); // negative means top row first
    return sized(ImageKind::bmp, reader, width, height & 0x80000000U ? ~height + 1 : height);
}

// Every picture item has an `ispe` box with its sides; tiles and thumbnails have their own, so the largest counts.
Result<ImageHeader> read_heif(Bytes file, ImageKind kind) {
    constexpr std::size_t kSearchedBytes = 256 * 1024;
    const Bytes head = part(file, 0, kSearchedBytes);
    ByteReader reader(head);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    for (std::size_t at = 4; at + 16 <= head.size(); ++at) {
        if (has_text(head, at, "ispe")) {
            width = std::max(width, reader.u32(at + 8));
            height = std::max(height, reader.u32(at + 12));
        }
    }
    if (width == 0 || height == 0) {
        return failure("unsupported_format",
                       "a size that is not where it should be"); // undecodable here, and no promise of its size
    }
    return sized(kind, reader, width, height);
}

bool has_brand(Bytes file, std::string_view brand) {
    ByteReader reader(file);
    const std::size_t size = std::min<std::size_t>(reader.u32(0), 256);
    for (std::size_t at = 8; at + 4 <= size; at += 4) {
        if (has_text(file, at, brand)) {
            return true;
        }
    }
    return false;
}

Result<ImageHeader> read_any(Bytes file) {
    if (has_text(file, 0, "\xFF\xD8\xFF")) {
        return read_jpeg(file);
    }
    if (has_text(file, 0, std::string_view("\x89PNG\r\n\x1A\n", 8))) {
        return read_png(file);
    }
    if (has_text(file, 0, "GIF87a") || has_text(file, 0, "GIF89a")) {
        return read_gif(file);
    }
    if (has_text(file, 0, "RIFF") && has_text(file, 8, "WEBP")) {
        return read_webp(file);
    }
    if (has_text(file, 0, "BM") && has_text(file, 6, std::string_view("\0\0\0\0", 4))) {
        return read_bmp(file);
    }
    if (has_text(file, 4, "ftyp")) {
        if (has_brand(file, "avif") || has_brand(file, "avis")) {
            return read_heif(file, ImageKind::avif);
        }
        if (has_brand(file, "heic") || has_brand(file, "heix") || has_brand(file, "heim") || has_brand(file, "mif1")) {
            return read_heif(file, ImageKind::heic);
        }
        return failure("not_an_image", "a film or another container");
    }
    const bool tiff =
        has_text(file, 0, std::string_view("II*\0", 4)) || has_text(file, 0, std::string_view("MM\0*", 4));
    const bool jpeg_xl = has_text(file, 0, "\xFF\x0A") || has_text(file, 4, "JXL ");
    const bool jpeg_2000 = has_text(file, 4, "jP  ");
    if (tiff || jpeg_xl || jpeg_2000) {
        return failure("unsupported_format", "TIFF, raw, JPEG XL or JPEG 2000");
    }
    return failure("not_an_image", "no known picture begins like this");
}

} // namespace

Result<ImageHeader> read_image_header(Bytes file) {
    if (file.empty()) {
        return failure("empty_file");
    }
    if (file.size() > kLargestFileBytes) {
        return failure("too_large", "more than 40 MB");
    }
    auto header = read_any(file);
    if (!header) {
        return header;
    }
    if (static_cast<std::uint64_t>(header->width_px) * header->height_px > kLargestImagePixels) {
        return failure("too_large", "more than 60 million pixels");
    }
    if (std::min(header->width_px, header->height_px) < kSmallestSidePx) {
        return failure("too_small", "a side under 32 pixels");
    }
    return header;
}

} // namespace hypha::vision

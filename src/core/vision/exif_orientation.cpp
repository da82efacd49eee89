#include "core/vision/exif_orientation.hpp"

namespace hypha::vision {
namespace {

constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;

// A TIFF header and its first directory; the tag is a SHORT with one value, stored in place.
Orientation orientation_of_tiff(Bytes tiff) {
    const bool little = has_text(tiff, 0, "II");
    if (!little && !has_text(tiff, 0, "MM")) {
        return Orientation::upright;
    }
    ByteReader reader(tiff, little ? ByteOrder::little : ByteOrder::big);
    if (reader.u16(2) != 42) {
        return Orientation::upright;
    }
    const std::size_t directory = reader.u32(4);
    const std::uint32_t entries = reader.u16(directory);
    for (std::uint32_t i = 0; i < entries && reader.ok(); ++i) {
        const std::size_t entry = directory + 2 + static_cast<std::size_t>(i) * 12;
        if (reader.u16(entry) == kOrientationTag && reader.u16(entry + 2) == kShortType && reader.u32(entry + 4) == 1) {
            const auto number = static_cast<int>(reader.u16(entry + 8));
            return reader.ok() ? orientation_from_number(number) : Orientation::upright;
        }
    }
    return Orientation::upright;
}

Orientation orientation_of_jpeg(Bytes file) {
    ByteReader reader(file);
    std::size_t at = 2;
    while (reader.u8(at) == 0xFF && reader.ok()) {
        const std::uint32_t marker = reader.u8(at + 1);
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        if (marker == 0xDA || marker == 0xD9) { // picture data: nothing of ours can follow
            break;
        }
        const std::size_t length = reader.u16(at + 2);
        if (!reader.ok() || length < 2) {
            break;
        }
        if (marker == 0xE1 && has_text(file, at + 4, std::string_view("Exif\0\0", 6))) {
            return orientation_of_tiff(part(file, at + 10, length < 8 ? 0 : length - 8));
        }
        at += 2 + length;
    }
    return Orientation::upright;
}

Orientation orientation_of_png(Bytes file) {
    ByteReader reader(file);
    for (std::size_t at = 8;;) {
        const std::size_t length = reader.u32(at);
        if (!reader.ok() || has_text(file, at + 4, "IDAT") || has_text(file, at + 4, "IEND")) {
            return Orientation::upright;
        }
        if (has_text(file, at + 4, "eXIf")) {
            return orientation_of_tiff(part(file, at + 8, length));
        }
        if (length > file.size()) {
            return Orientation::upright;
        }
        at += 12 + length;
    }
}

Orientation orientation_of_webp(Bytes file) {
    ByteReader reader(file, ByteOrder::little);
    for (std::size_t at = 12;;) {
        const std::size_t length = reader.u32(at + 4);
        if (!reader.ok() || length > file.size()) {
            return Orientation::upright;
        }
        if (has_text(file, at, "EXIF")) {
            const bool prefixed = has_text(file, at + 8, std::string_view("Exif\0\0", 6));
            return orientation_of_tiff(prefixed ? part(file, at + 14, length < 6 ? 0 : length - 6)
                                                : part(file, at + 8, length));
        }
        at += 8 + length + (length & 1);
    }
}

} // namespace

Orientation exif_orientation(Bytes file) {
    if (has_text(file, 0, "\xFF\xD8\xFF")) {
        return orientation_of_jpeg(file);
    }
    if (has_text(file, 0, std::string_view("\x89PNG\r\n\x1A\n", 8))) {
        return orientation_of_png(file);
    }
    if (has_text(file, 0, "RIFF") && has_text(file, 8, "WEBP")) {
        return orientation_of_webp(file);
    }
    return Orientation::upright;
}

} // namespace hypha::vision

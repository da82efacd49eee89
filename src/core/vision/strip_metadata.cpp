#include "core/vision/strip_metadata.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "core/vision/exif_orientation.hpp"

namespace hypha::vision {
namespace {

using Out = std::vector<std::uint8_t>;
using Crc = std::uint32_t;

void put(Out& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void put(Out& out, std::string_view text) {
    for (const char c : text) {
        out.push_back(static_cast<std::uint8_t>(c));
    }
}

void put_big(Out& out, std::uint32_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

void put_little(Out& out, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

// A TIFF file of one directory with one entry: the orientation, a SHORT.
Out orientation_tiff(Orientation orientation) {
    Out tiff;
    put(tiff, std::string_view("MM\0\x2A\0\0\0\x08\0\x01", 10));
    put(tiff, std::string_view("\x01\x12\0\x03\0\0\0\x01", 8));
    put_big(tiff, static_cast<std::uint32_t>(orientation) << 16U, 4);
    put_big(tiff, 0, 4); // no further directory
    return tiff;
}

// Where the entropy-coded bytes after a scan header end: at the next marker that is neither a stuffed zero nor a restart.
std::size_t end_of_scan(Bytes file, std::size_t at) {
    for (; at + 1 < file.size(); ++at) {
        if (file[at] == 0xFF && file[at + 1] != 0 && (file[at + 1] < 0xD0 || file[at + 1] > 0xD7)) {
            return at;
        }
    }
    return file.size();
}

bool may_stay(Bytes segment, std::uint32_t marker) {
    switch (marker) {
    case 0xDB: // quantisation, Huffman and arithmetic tables, restart interval, lines, hierarchy
    case 0xC4:
    case 0xCC:
    case 0xDD:
    case 0xDC:
    case 0xDE:
    case 0xDF: return true;
    case 0xE2: return has_text(segment, 4, std::string_view("ICC_PROFILE\0", 12));
    case 0xEE: return segment.size() == 16 && has_text(segment, 4, "Adobe"); // says how the colours were turned
    default: return marker >= 0xC0 && marker <= 0xCF && marker != 0xC8;
    }
}

// The JFIF header alone, without the small picture that may follow it.
void put_jfif(Out& out, Bytes segment) {
    put(out, std::string_view("\xFF\xE0\0\x10JFIF\0", 9));
    put(out, segment.subspan(9, 7));
    put(out, std::string_view("\0\0", 2));
}

Result<Out> strip_jpeg(Bytes file) {
    Out out;
    out.reserve(file.size());
    put(out, file.first(2));
    const Orientation orientation = exif_orientation(file);
    bool oriented = orientation == Orientation::upright, framed = false, scanned = false;
    ByteReader reader(file);
    std::size_t at = 2;
    for (;;) {
        if (reader.u8(at) != 0xFF || !reader.ok()) {
            break;
        }
        const std::uint32_t marker = reader.u8(at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (marker == 0xD9) { // the end; what lies behind it is another picture, a film, a maker's notes
            put(out, file.subspan(at, 2));
            return scanned ? Result<Out>(std::move(out)) : failure("decode_failed", "a JPEG without a picture");
        }
        const std::size_t length = reader.u16(at + 2);
        if (!reader.ok() || length < 2 || at + 2 + length > file.size()) {
            break;
        }
        const Bytes segment = file.subspan(at, 2 + length);
        const bool jfif = marker == 0xE0 && has_text(segment, 4, std::string_view("JFIF\0", 5)) && length >= 16;
        if (jfif) {
            put_jfif(out, segment);
        } else if (!oriented) { // before everything else but JFIF
            const Out tiff = orientation_tiff(orientation);
            put(out, "\xFF\xE1");
            put_big(out, static_cast<std::uint32_t>(8 + tiff.size()), 2);
            put(out, std::string_view("Exif\0\0", 6));
            put(out, Bytes(tiff));
            oriented = true;
        }
        if (marker != 0xDA) {
            framed = framed || (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC);
            if (!jfif && may_stay(segment, marker)) {
                put(out, segment);
            }
            at += 2 + length;
            continue;
        }
        // A scan header is as long as its components; a longer one would carry anything past the list of what may stay.
        const std::size_t components = reader.u8(at + 4);
        if (length < 3 || components < 1 || components > 4 || length != 6 + 2 * components) {
            break;
        }
        const std::size_t scan = at + 2 + length, end = end_of_scan(file, scan);
        std::size_t kept = end;
        while (end == file.size() && kept > scan && file[kept - 1] == 0xFF) { // half a marker
            --kept;
        }
        put(out, file.subspan(at, kept - at));
        scanned = framed;
        at = end;
    }
    if (!scanned || at < file.size()) {
        return failure("decode_failed", "a JPEG that breaks off");
    }
    put(out, "\xFF\xD9"); // a camera that was stopped: the picture is shown as far as it goes
    return out;
}

Crc png_crc(Bytes bytes) {
    Crc crc = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

Result<Out> strip_png(Bytes file) {
    constexpr std::array<std::string_view, 16> kStay{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                                     "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};
    Out out;
    out.reserve(file.size());
    put(out, file.first(8));
    const Orientation orientation = exif_orientation(file);
    ByteReader reader(file);
    for (std::size_t at = 8;;) {
        const std::size_t length = reader.u32(at);
        if (!reader.ok() || file.size() - at < 12 || length > file.size() - at - 12) {
            return failure("decode_failed", "a PNG that breaks off");
        }
        const Bytes chunk = file.subspan(at, 12 + length);
        const std::string_view kind(reinterpret_cast<const char*>(chunk.data()) + 4, 4);
        if (std::ranges::count(kStay, kind) > 0) {
            put(out, chunk);
        }
        if (kind == "IHDR" && orientation != Orientation::upright) {
            const Out tiff = orientation_tiff(orientation);
            put_big(out, static_cast<std::uint32_t>(tiff.size()), 4);
            const std::size_t from = out.size();
            put(out, "eXIf");
            put(out, Bytes(tiff));
            put_big(out, png_crc(Bytes(out).subspan(from)), 4);
        }
        if (kind == "IEND") {
            return out;
        }
        at += chunk.size();
    }
}

Result<Out> strip_webp(Bytes file) {
    constexpr std::array<std::string_view, 5> kStay{"VP8X", "ICCP", "ALPH", "VP8 ", "VP8L"};
    constexpr std::uint8_t kHasExif = 0x08, kHasXmp = 0x04, kMoves = 0x02;
    Out out;
    out.reserve(file.size());
    put(out, file.first(12));
    const Orientation orientation = exif_orientation(file);
    ByteReader reader(file, ByteOrder::little);
    const std::size_t end = std::size_t{reader.u32(4)} + 8; // what lies behind is no part of it
    if (end > file.size() || end < 12) {
        return failure("decode_failed", "a WebP that breaks off");
    }
    bool extended = false;
    for (std::size_t at = 12; at < end;) {
        const std::size_t length = reader.u32(at + 4);
        const std::size_t whole = 8 + length + (length & 1U);
        if (!reader.ok() || length > file.size() || whole > end - at) {
            return failure("decode_failed", "a WebP that breaks off");
        }
        const Bytes chunk = file.subspan(at, whole);
        const std::string_view kind(reinterpret_cast<const char*>(chunk.data()), 4);
        if (std::ranges::count(kStay, kind) > 0) {
            put(out, chunk);
        }
        if (kind == "VP8X" && length >= 1) {
            extended = true;
            if ((chunk[8] & kMoves) != 0) { // each frame may hold chunks of its own
                return failure("unsupported_format", "a WebP that moves");
            }
            std::uint8_t& flags = out[out.size() - chunk.size() + 8];
            flags &= static_cast<std::uint8_t>(~(kHasExif | kHasXmp));
            flags |= orientation != Orientation::upright ? kHasExif : std::uint8_t{0};
        }
        at += whole;
    }
    if (extended && orientation != Orientation::upright) { // only the extended form has a place for it
        const Out tiff = orientation_tiff(orientation);
        put(out, "EXIF");
        put_little(out, static_cast<std::uint32_t>(tiff.size()));
        put(out, Bytes(tiff));
    }
    const auto size = static_cast<std::uint32_t>(out.size() - 8);
    for (std::size_t i = 0; i < 4; ++i) {
        out[4 + i] = static_cast<std::uint8_t>(size >> (8 * i));
    }
    return out;
}

} // namespace

Result<std::vector<std::uint8_t>> strip_metadata(Bytes file) {
    if (has_text(file, 0, "\xFF\xD8\xFF")) {
        return strip_jpeg(file);
    }
    if (has_text(file, 0, std::string_view("\x89PNG\r\n\x1A\n", 8))) {
        return strip_png(file);
    }
    if (has_text(file, 0, "RIFF") && has_text(file, 8, "WEBP")) {
        return strip_webp(file);
    }
    return failure("unsupported_format");
}

} // namespace hypha::vision

// What files claim to be: a table of headers, the size rules, and attacks.
#include "core/vision/image_header.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "unit/attack.hpp"

namespace hypha::vision {
namespace {

using Buffer = std::vector<std::uint8_t>;

Buffer bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Buffer operator+(Buffer a, const Buffer& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Buffer big16(unsigned v) { return {static_cast<std::uint8_t>(v >> 8), static_cast<std::uint8_t>(v)}; }
Buffer big32(unsigned v) { return big16(v >> 16) + big16(v & 0xFFFF); }
Buffer little16(unsigned v) { return {static_cast<std::uint8_t>(v), static_cast<std::uint8_t>(v >> 8)}; }
Buffer little24(unsigned v) { return little16(v) + Buffer{static_cast<std::uint8_t>(v >> 16)}; }
Buffer little32(unsigned v) { return little16(v & 0xFFFF) + little16(v >> 16); }

Buffer jpeg(unsigned width, unsigned height, std::uint8_t frame = 0xC0) {
    // A quantisation table before the frame, as every encoder writes it.
    return Buffer{0xFF, 0xD8, 0xFF, 0xDB, 0, 4, 0, 0, 0xFF, frame, 0, 17, 8} + big16(height) + big16(width) +
           Buffer(20);
}
Buffer png(unsigned width, unsigned height) {
    return bytes_of(std::string_view("\x89PNG\r\n\x1A\n", 8)) + big32(13) + bytes_of("IHDR") + big32(width) +
           big32(height) + Buffer(9);
}
Buffer gif(unsigned width, unsigned height) {
    return bytes_of("GIF89a") + little16(width) + little16(height) + Buffer(8);
}
Buffer webp_extended(unsigned width, unsigned height) {
    return bytes_of("RIFF") + little32(100) + bytes_of("WEBPVP8X") + little32(10) + Buffer(4) + little24(width - 1) +
           little24(height - 1);
}
Buffer webp_lossless(unsigned width, unsigned height) {
    return bytes_of("RIFF") + little32(100) + bytes_of("WEBPVP8L") + little32(10) + Buffer{0x2F} +
           little32((width - 1) | ((height - 1) << 14));
}
Buffer webp_lossy(unsigned width, unsigned height) {
    return bytes_of("RIFF") + little32(100) + bytes_of("WEBPVP8 ") + little32(10) + Buffer{0, 0, 0, 0x9D, 0x01, 0x2A} +
           little16(width) + little16(height);
}
Buffer bmp(unsigned width, unsigned height) {
    return bytes_of("BM") + little32(100) + Buffer(4) + little32(54) + little32(40) + little32(width) +
           little32(height);
}
Buffer heif(std::string_view brand, unsigned width, unsigned height) {
    const Buffer tile = big32(20) + bytes_of("ispe") + Buffer(4) + big32(512) + big32(512);
    return big32(16) + bytes_of("ftyp") + bytes_of(brand) + Buffer(4) + tile + big32(20) + bytes_of("ispe") +
           Buffer(4) + big32(width) + big32(height);
}

std::string code_of(const Buffer& file) {
    const auto header = read_image_header(file);
    return header ? "" : header.error().code;
}

} // namespace

TEST_CASE("size and kind are read from the header alone", "[image_header]") {
    struct Case {
        Buffer file;
        ImageKind kind;
    };
    for (const Case& each :
         {Case{jpeg(4000, 3000), ImageKind::jpeg}, Case{jpeg(4000, 3000, 0xC2), ImageKind::jpeg},
          Case{png(4000, 3000), ImageKind::png}, Case{gif(4000, 3000), ImageKind::gif},
          Case{webp_extended(4000, 3000), ImageKind::webp}, Case{webp_lossless(4000, 3000), ImageKind::webp},
          Case{webp_lossy(4000, 3000), ImageKind::webp}, Case{bmp(4000, 3000), ImageKind::bmp},
          Case{heif("avif", 4000, 3000), ImageKind::avif}, Case{heif("heic", 4000, 3000), ImageKind::heic}}) {
        CAPTURE(static_cast<int>(each.kind));
        const auto header = read_image_header(each.file);
        REQUIRE(header.has_value());
        CHECK(header->kind == each.kind);
        CHECK(header->width_px == 4000);
        CHECK(header->height_px == 3000);
    }
    const auto upside_down = read_image_header(bmp(400, 0U - 300U));
    REQUIRE(upside_down.has_value());
    CHECK(upside_down->height_px == 300);
}

TEST_CASE("what cannot or must not be decoded has its own code", "[image_header]") {
    CHECK(code_of({}) == "empty_file");
    CHECK(code_of(bytes_of("hello, this is a letter")) == "not_an_image");
    CHECK(code_of(bytes_of("%PDF-1.7 whatever")) == "not_an_image");
    CHECK(code_of(heif("isom", 100, 100)) == "not_an_image");
    CHECK(code_of(bytes_of(std::string_view("II*\0abcdefgh", 12))) == "unsupported_format");
    CHECK(code_of(heif("heic", 0, 0)).empty()); // the tile of 512 is a size
    CHECK(code_of(big32(16) + bytes_of("ftypheic") + Buffer(40)) == "unsupported_format");
    CHECK(code_of(jpeg(0, 100)) == "decode_failed");
    CHECK(code_of(Buffer{0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 0, 0}) == "decode_failed");
    CHECK(code_of(png(31, 4000)) == "too_small");
    CHECK(code_of(png(32, 32)).empty());
    CHECK(code_of(jpeg(10000, 6000)).empty());
    CHECK(code_of(jpeg(10000, 6001)) == "too_large");
    CHECK(code_of(png(0xFFFFFFFF, 0xFFFFFFFF)) == "too_large"); // the product does not wrap around
    CHECK(code_of(png(100, 100) + Buffer(kLargestFileBytes)) == "too_large");
}

TEST_CASE("a header reader answers whatever the bytes are", "[image_header]") {
    for (const Buffer& whole : {jpeg(400, 300), png(400, 300), gif(400, 300), webp_extended(400, 300),
                                webp_lossless(400, 300), webp_lossy(400, 300), bmp(400, 300), heif("heic", 400, 300)}) {
        attack(whole, [](Bytes bytes) {
            const auto header = read_image_header(bytes);
            const bool sane = header ? header->width_px >= kSmallestSidePx && header->height_px >= kSmallestSidePx &&
                                           std::uint64_t{header->width_px} * header->height_px <= kLargestImagePixels
                                     : !header.error().code.empty();
            CHECK(sane);
        });
    }
}

TEST_CASE("real photos are recognised", "[image_header]") {
    std::ifstream file(HYPHA_SOURCE_DIR "/tests/fixtures/photos/agaricus_augustus.jpg", std::ios::binary);
    const Buffer whole{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto header = read_image_header(whole);
    REQUIRE(header.has_value());
    CHECK(header->width_px == 388);
    CHECK(header->height_px == 320);
}

} // namespace hypha::vision

// Picture files of somebody who means harm: cut, altered bit by bit, with sides that would fill the memory, with scans without end. Every
// one is made or refused by name; the sanitizers watch.
#include <algorithm>
#include <array>
#include <chrono>

#include <zlib.h>

#include "edge/picture_files.hpp"
#include "unit/attack.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

std::string made_or_code(vision::Bytes file) {
    const auto made = make_picture(file);
    if (!made) return made.error().code;
    CHECK(made->small.bytes.size() <= kSmallPicture_bytes);
    CHECK(made->large.bytes.size() <= kLargePicture_bytes);
    return "made";
}

void survives(const FileBytes& whole) {
    CHECK(made_or_code(whole) == "made");
    attack(whole, [](vision::Bytes file) {
        const std::string code = made_or_code(file);
        static constexpr std::array<std::string_view, 10> kKnown{
            "made",      "empty_file", "not_an_image", "unsupported_format", "decode_failed",
            "too_large", "too_small",  "too_narrow",   "animated",           "too_noisy"};
        if (std::ranges::find(kKnown, code) == kKnown.end()) FAIL("no such code: " << code);
    });
}

void put(FileBytes& file, std::size_t at, std::initializer_list<int> bytes) {
    for (const int byte : bytes) file.at(at++) = static_cast<std::uint8_t>(byte);
}

// With the checksums that its chunks should have, so that what was altered reaches the decoder behind them.
FileBytes with_right_sums(FileBytes png) {
    for (std::size_t at = 8; at + 12 <= png.size();) {
        const std::size_t size = vision::ByteReader(png).u32(at);
        if (size > png.size() - at - 12) break;
        const std::uint32_t sum =
            static_cast<std::uint32_t>(crc32(0, png.data() + at + 4, static_cast<uInt>(size + 4)));
        for (std::size_t i = 0; i < 4; ++i) png[at + 8 + size + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
        at += size + 12;
    }
    return png;
}

// Where the frame header of a JPEG that the tests wrote says its height.
std::size_t frame_of(const FileBytes& file) {
    for (std::size_t at = 0; at + 1 < file.size(); ++at) {
        if (file[at] == 0xFF && (file[at + 1] == 0xC0 || file[at + 1] == 0xC2)) return at + 5;
    }
    FAIL("no frame");
    return 0;
}

} // namespace

TEST_CASE("attack: every cut and every flipped bit of a picture is a picture or a named refusal",
          "[pictures][attack]") {
    SECTION("JPEG") { survives(jpeg_file(48, 48, grain(20), JpegKind::baseline, 30)); }
    SECTION("progressive JPEG") { survives(jpeg_file(48, 48, grain(20), JpegKind::progressive, 30)); }
    SECTION("PNG") {
        survives(png_file(48, 48, [](int x, int y) -> Colour {
            return {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 0, static_cast<std::uint8_t>(5 * x)};
        }));
    }
    SECTION("WebP") { survives(webp_file(48, 48, grain(20))); }
    SECTION("WebP with transparency") {
        survives(webp_file(48, 48, [](int x, int y) -> Colour {
            return {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 0, static_cast<std::uint8_t>(5 * x)};
        }));
    }
    SECTION("WebP without loss") {
        survives(webp_file(
            48, 48,
            [](int x, int y) -> Colour {
                return {static_cast<std::uint8_t>(x * y), static_cast<std::uint8_t>(y), 0, 255};
            },
            true));
    }
}

TEST_CASE("attack: a PNG that is altered with its checksums is a picture or a named refusal", "[pictures][attack]") {
    const FileBytes whole = png_file(48, 48, [](int x, int y) -> Colour {
        return {static_cast<std::uint8_t>(x * y), static_cast<std::uint8_t>(y), 0, static_cast<std::uint8_t>(5 * x)};
    });
    int made = 0, refused = 0;
    attack(whole, [&](vision::Bytes file) {
        const FileBytes right = with_right_sums({file.begin(), file.end()});
        ++(made_or_code(right) == "made" ? made : refused);
    });
    CHECK(made > 100);
    CHECK(refused > 100);
}

TEST_CASE("attack: a picture whose data ends early is refused, not shown grey below", "[pictures][attack]") {
    const Paint paint = grain(60);
    for (const FileBytes& whole :
         {jpeg_file(200, 200, paint), jpeg_file(200, 200, paint, JpegKind::progressive), png_file(200, 200, paint),
          webp_file(200, 200, paint), webp_file(200, 200, paint, true)}) {
        for (const std::size_t share : {10U, 50U, 90U}) {
            const FileBytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() * share / 100));
            CHECK(made_or_code(cut) == "decode_failed");
        }
    }
}

TEST_CASE("attack: sides that would fill the memory are refused from the header alone", "[pictures][attack]") {
    const auto began = std::chrono::steady_clock::now();
    FileBytes jpeg = jpeg_file(64, 64, flat({1, 2, 3, 255}));
    put(jpeg, frame_of(jpeg), {0xFF, 0xFF, 0xFF, 0xFF});
    CHECK(made_or_code(jpeg) == "too_large");
    put(jpeg, frame_of(jpeg),
        {0x17, 0x70, 0x1B, 0x58}); // 7,000 x 6,000: less than the app takes, more than the edge does
    CHECK(made_or_code(jpeg) == "too_large");
    FileBytes png = png_file(64, 64, flat({1, 2, 3, 255}));
    put(png, 16, {0, 0, 0x1B, 0x58, 0, 0, 0x17, 0x70});
    CHECK(made_or_code(png) == "too_large");
    put(png, 16, {0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF});
    CHECK(made_or_code(png) == "too_large");
    FileBytes lossy = webp_file(64, 64, flat({1, 2, 3, 255}));
    put(lossy, 26, {0xFF, 0x3F, 0xFF, 0x3F});
    CHECK(made_or_code(lossy) == "too_large");
    FileBytes lossless = webp_file(64, 64, flat({1, 2, 3, 255}), true);
    put(lossless, 21, {0xFF, 0xFF, 0xFF, 0x0F});
    CHECK(made_or_code(lossless) == "too_large");
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(2));
}

TEST_CASE("attack: a JPEG of scans without end is refused", "[pictures][attack]") {
    CHECK(made_or_code(jpeg_file(64, 64, grain(90), JpegKind::many_scans)) == "decode_failed");
    CHECK(made_or_code(jpeg_file(64, 64, grain(90), JpegKind::progressive)) == "made");
}

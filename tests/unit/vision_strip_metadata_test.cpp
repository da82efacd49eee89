// What is hidden in photo files is gone, the way up stays, and no bytes make it read outside.
#include "core/vision/strip_metadata.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/vision/exif_orientation.hpp"
#include "core/vision/image_header.hpp"
#include "fakes/hidden_jpeg.hpp"
#include "unit/attack.hpp"

namespace hypha::vision {
namespace {

using Buffer = std::vector<std::uint8_t>;

bool holds(const Buffer& file, std::string_view words) {
    return std::string_view(reinterpret_cast<const char*>(file.data()), file.size()).contains(words);
}

Buffer read_file(const std::string& name) {
    std::ifstream file(std::string(HYPHA_SOURCE_DIR "/tests/fixtures/") + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Buffer chunk(std::string_view kind, std::string_view content, bool riff) {
    Buffer out;
    const auto size = static_cast<std::uint32_t>(content.size());
    const auto put_size = [&] {
        for (int i = 0; i < 4; ++i) {
            out.push_back(static_cast<std::uint8_t>(size >> (riff ? 8 * i : 24 - 8 * i)));
        }
    };
    riff ? void() : put_size();
    out.insert(out.end(), kind.begin(), kind.end());
    riff ? put_size() : void();
    out.insert(out.end(), content.begin(), content.end());
    out.insert(out.end(), riff ? size & 1U : 4U, 0); // padding, or a checksum
    return out;
}

template <typename... Parts> Buffer joined(std::string_view head, const Parts&... parts) {
    Buffer out(head.begin(), head.end());
    (out.insert(out.end(), parts.begin(), parts.end()), ...);
    return out;
}

constexpr std::string_view kTurned("MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0GPS", 29);

Buffer hidden_png() {
    return joined(std::string_view("\x89PNG\r\n\x1A\n", 8),
                  chunk("IHDR", std::string_view("\0\0\2\x80\0\0\1\xE0\x08\x02\0\0\0", 13), false),
                  chunk("tEXt", "Comment: GPS", false), chunk("eXIf", kTurned, false), chunk("gAMA", "1234", false),
                  chunk("IDAT", "pixels", false), chunk("tIME", "2026:10", false), chunk("IEND", "", false),
                  std::string_view("behind the end"));
}

Buffer hidden_webp() {
    Buffer file = joined("RIFF\0\0\0\0WEBP", Buffer{});
    file = joined(std::string_view("RIFF\0\0\0\0WEBP", 12),
                  chunk("VP8X", std::string_view("\x0C\0\0\0\x7F\2\0\xDF\1\0", 10), true),
                  chunk("VP8 ", "pixels of it", true), chunk("EXIF", kTurned, true), chunk("XMP ", "GPS", true));
    for (std::size_t i = 0; i < 4; ++i) {
        file[4 + i] = static_cast<std::uint8_t>((file.size() - 8) >> (8 * i));
    }
    return file;
}

} // namespace

TEST_CASE("a JPEG keeps its picture, colours and way up, and nothing else", "[strip_metadata][safety_12]") {
    const Buffer file = fakes::hidden_jpeg();
    for (const std::string_view words : fakes::kHiddenWords) {
        REQUIRE(holds(file, words)); // else this test looks for nothing
    }
    const auto stripped = strip_metadata(file);
    REQUIRE(stripped.has_value());
    for (const std::string_view words : fakes::kHiddenWords) {
        INFO(words);
        CHECK_FALSE(holds(*stripped, words));
    }
    CHECK(holds(*stripped, "picture data"));
    CHECK(holds(*stripped, "colours"));
    CHECK(exif_orientation(*stripped) == Orientation::quarter_turn);
    const auto header = read_image_header(*stripped);
    REQUIRE(header.has_value());
    CHECK(header->width_px == 640);
    CHECK(header->height_px == 480);
    CHECK(strip_metadata(*stripped) == stripped); // once is enough
}

TEST_CASE("an upright JPEG gets no EXIF at all", "[strip_metadata]") {
    const auto stripped = strip_metadata(fakes::hidden_jpeg(1));
    REQUIRE(stripped.has_value());
    CHECK_FALSE(holds(*stripped, "Exif"));
}

TEST_CASE("PNG and WebP lose their texts, times and EXIF, and keep the way up", "[strip_metadata][safety_12]") {
    for (const Buffer& file : {hidden_png(), hidden_webp()}) {
        REQUIRE(holds(file, "GPS"));
        REQUIRE(exif_orientation(file) == Orientation::three_quarter_turn);
        const auto stripped = strip_metadata(file);
        REQUIRE(stripped.has_value());
        CHECK_FALSE(holds(*stripped, "GPS"));
        CHECK_FALSE(holds(*stripped, "2026:10"));
        CHECK_FALSE(holds(*stripped, "behind the end"));
        CHECK(holds(*stripped, "pixels"));
        CHECK(exif_orientation(*stripped) == Orientation::three_quarter_turn);
        CHECK(read_image_header(*stripped).has_value());
        CHECK(strip_metadata(*stripped) == stripped);
    }
}

TEST_CASE("a JPEG that breaks off, even within a marker, is ended once", "[strip_metadata]") {
    const Buffer whole = fakes::hidden_jpeg();
    const std::string_view text(reinterpret_cast<const char*>(whole.data()), whole.size());
    const std::size_t scan = text.find("picture data");
    for (std::size_t end = scan + 4; end < scan + 20; ++end) { // some of them end with 0xFF
        const auto stripped = strip_metadata(Bytes(whole).first(end));
        REQUIRE(stripped.has_value());
        CHECK(strip_metadata(*stripped) == stripped);
    }
}

TEST_CASE("nothing hides in a scan header that is too long", "[strip_metadata][safety_12]") {
    Buffer file = fakes::hidden_jpeg();
    const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
    const std::size_t header = text.find(std::string_view("\xFF\xDA", 2));
    const std::string_view secret = "GPS of the place";
    file[header + 3] = static_cast<std::uint8_t>(file[header + 3] + secret.size());
    file.insert(file.begin() + static_cast<std::ptrdiff_t>(header) + 10, secret.begin(), secret.end());
    const auto stripped = strip_metadata(file);
    CHECK((!stripped || !holds(*stripped, secret)));
}

TEST_CASE("real photos are kept as long as their picture, and a turned one stays turned", "[strip_metadata]") {
    for (const char* name : {"photos/agaricus_augustus.jpg", "photos/pluteus_cervinus.jpg", "images/turned_6.jpg",
                             "images/progressive.jpg", "images/alpha.png"}) {
        INFO(name);
        const Buffer file = read_file(name);
        const auto stripped = strip_metadata(file);
        REQUIRE(stripped.has_value());
        CHECK(stripped->size() <= file.size());
        CHECK(exif_orientation(*stripped) == exif_orientation(file));
    }
}

TEST_CASE("what cannot be stripped is refused, never let through", "[strip_metadata]") {
    const auto code_of = [](std::string_view bytes) {
        const auto stripped = strip_metadata(Buffer(bytes.begin(), bytes.end()));
        return stripped ? std::string("let through") : stripped.error().code;
    };
    CHECK(code_of("") == "unsupported_format");
    CHECK(code_of("GIF89a") == "unsupported_format");
    CHECK(code_of(std::string_view("\0\0\0\x18"
                                   "ftypheic",
                                   12)) == "unsupported_format");
    CHECK(code_of("\xFF\xD8\xFF\xD9") == "decode_failed");
}

TEST_CASE("no damaged photo makes it read outside or let hidden words through", "[strip_metadata][attack]") {
    for (const Buffer& file : {fakes::hidden_jpeg(), hidden_png(), hidden_webp()}) {
        std::size_t answered = 0;
        attack(file, [&](std::span<const std::uint8_t> bytes) {
            const auto stripped = strip_metadata(bytes);
            if (stripped) {
                ++answered;
                CHECK(stripped->size() <= bytes.size() + 64);
            }
        });
        CHECK(answered > 10);
    }
}

} // namespace hypha::vision

// The decoder against real photos and against more than 200 damaged copies of them, under the sanitizers.
#include "cli/photo_decoder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "cli/jpeg_tables.hpp"
#include "core/vision/image_header.hpp"

namespace hypha::cli {
namespace {

using Buffer = std::vector<std::uint8_t>;

Buffer read_file(const std::string& name) {
    std::ifstream file(std::string(HYPHA_SOURCE_DIR "/tests/fixtures/") + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const char* const kPhotos[] = {"photos/agaricus_augustus.jpg", "photos/clothing_1.jpg", "images/cmyk.jpg",
                               "images/progressive.jpg",       "images/alpha.png",      "images/palette.png"};

} // namespace

TEST_CASE("photos decode to the size that their header claims", "[photo_decoder]") {
    for (const std::string name : kPhotos) {
        CAPTURE(name);
        const Buffer file = read_file(name);
        REQUIRE_FALSE(file.empty());
        const auto header = vision::read_image_header(file);
        REQUIRE(header.has_value());
        const auto photo = decode_photo(file);
        REQUIRE(photo.has_value());
        CHECK(photo->width == static_cast<int>(header->width_px));
        CHECK(photo->height == static_cast<int>(header->height_px));
        std::set<std::uint8_t> values(photo->rgba.get(), photo->rgba.get() + std::size_t{4} * 32 * 32);
        CHECK(values.size() > 4); // pixels, not a blank
    }
}

TEST_CASE("a turned photo says so and keeps its stored pixels", "[photo_decoder]") {
    const auto photo = decode_photo(read_file("images/turned_6.jpg"));
    REQUIRE(photo.has_value());
    CHECK(photo->orientation == vision::Orientation::quarter_turn);
    CHECK(photo->width < photo->height); // upright it is wider than high
}

TEST_CASE("what is no photo, or not for the command line, has a code", "[photo_decoder]") {
    const auto code_of = [](const Buffer& file) {
        const auto photo = decode_photo(file);
        return photo ? std::string() : photo.error().code;
    };
    CHECK(code_of({}) == "empty_file");
    CHECK(code_of(read_file("images/letter.jpg")) == "not_an_image");
    CHECK(code_of(read_file("images/animated.gif")) == "unsupported_format");
    CHECK(code_of(read_file("images/bomb.png")) == "too_large");
    CHECK(code_of(read_file("images/speck.png")) == "too_small");
    Buffer beheaded = read_file("photos/clothing_1.jpg");
    beheaded.resize(400);
    CHECK_FALSE(decode_photo(beheaded).has_value());
}

TEST_CASE("a Huffman table with more codes than the format allows is refused", "[photo_decoder]") {
    const Buffer whole = read_file("photos/clothing_1.jpg");
    REQUIRE(jpeg_tables_fit(whole));
    int tables = 0;
    for (std::size_t at = 2; at + 21 < whole.size() && whole[at + 1] != 0xDA;) {
        if (whole[at + 1] == 0xC4) {
            Buffer file = whole;
            std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(at) + 5, 16, std::uint8_t{17}); // 272 codes
            CHECK_FALSE(jpeg_tables_fit(file));
            CHECK_FALSE(decode_photo(file).has_value());
            ++tables;
        }
        at += 2 + std::size_t{whole[at + 2]} * 256 + whole[at + 3];
    }
    CHECK(tables > 0);
}

TEST_CASE("damaged photos give pixels or a code, and nothing else", "[photo_decoder]") {
    std::mt19937 random(1); // NOLINT: the same damage each time, so a failure can be repeated
    int decoded = 0;
    int refused = 0;
    for (const std::string name : kPhotos) {
        const Buffer whole = read_file(name);
        REQUIRE(whole.size() > 64);
        for (int round = 0; round < 60; ++round) {
            Buffer file = whole;
            if (round % 3 == 0) {
                file.resize(random() % whole.size());
            }
            // The first kilobyte holds the tables; damage there goes deepest.
            for (unsigned i = 0; i < 1 + random() % 12 && !file.empty(); ++i) {
                const std::size_t reach = i % 2 == 0 ? std::min<std::size_t>(file.size(), 1024) : file.size();
                file[random() % reach] = static_cast<std::uint8_t>(random());
            }
            const auto photo = decode_photo(Buffer(file));
            if (photo) {
                ++decoded;
                const auto last =
                    static_cast<std::size_t>(photo->width) * static_cast<std::size_t>(photo->height) * 4 - 1;
                CHECK(photo->rgba.get()[last] <= 255); // the last byte is there (the sanitizer asks)
            } else {
                ++refused;
                CHECK_FALSE(photo.error().code.empty());
            }
        }
    }
    CHECK(decoded + refused == 360);
    CHECK(decoded > 20);
    CHECK(refused > 20);
}

} // namespace hypha::cli

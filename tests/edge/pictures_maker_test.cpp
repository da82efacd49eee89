// What becomes of a picture: sides, bytes, which way up, on white, and nothing of the old file.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "edge/picture_files.hpp"

using namespace hypha;
using namespace hypha::edge;

namespace {

constexpr Colour kRed{220, 30, 30, 255}, kBlue{30, 30, 220, 255}, kWhite{255, 255, 255, 255};

void holds_its_bounds(const MadePicture& made) {
    CHECK(made.small.bytes.size() <= kSmallPicture_bytes);
    CHECK(made.large.bytes.size() <= kLargePicture_bytes);
    CHECK(std::max(made.small.width_px, made.small.height_px) <= kSmallPicture_px);
    CHECK(std::max(made.large.width_px, made.large.height_px) <= kLargePicture_px);
}

FileBytes fixture(const std::string& name) {
    std::ifstream file(std::string(HYPHA_SOURCE_DIR) + "/tests/fixtures/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A JPEG with an EXIF segment that says how the camera was held, and a comment.
FileBytes turned(FileBytes jpeg, std::uint8_t orientation) {
    const std::string exif = std::string("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25) +
                             static_cast<char>(orientation) + std::string("\0\0\0\0\0\0", 6);
    const std::string comment = "taken at home";
    const auto segment = [](char marker, const std::string& text) {
        const std::size_t size = text.size() + 2;
        return std::string("\xFF") + marker + static_cast<char>(size >> 8U) + static_cast<char>(size & 0xFFU) + text;
    };
    const std::string added = segment('\xE1', exif) + segment('\xFE', comment);
    jpeg.insert(jpeg.begin() + 2, added.begin(), added.end());
    return jpeg;
}

std::string refused(const FileBytes& file) {
    const auto made = make_picture(file);
    return made ? "made" : made.error().code;
}

} // namespace

TEST_CASE("a picture becomes two WebP of their longer sides, whatever kind it was", "[pictures]") {
    const Paint paint = flat(kRed);
    for (const FileBytes& file :
         {jpeg_file(2'000, 1'000, paint), jpeg_file(2'000, 1'000, paint, JpegKind::progressive),
          png_file(2'000, 1'000, paint), webp_file(2'000, 1'000, paint), webp_file(2'000, 1'000, paint, true)}) {
        const auto made = make_picture(file);
        REQUIRE(made.has_value());
        holds_its_bounds(*made);
        CHECK(made->small.width_px == 320);
        CHECK(made->small.height_px == 160);
        CHECK(made->large.width_px == 960);
        CHECK(made->large.height_px == 480);
        CHECK(is_near(Seen(made->small).at(10, 10), kRed));
        CHECK(is_near(Seen(made->large).at(950, 470), kRed));
    }
}

TEST_CASE("noise that no quality makes small enough becomes smaller in its sides", "[pictures]") {
    const auto made = make_picture(png_file(1'200, 900, grain(255)));
    REQUIRE(made.has_value());
    holds_its_bounds(*made);
    CHECK(made->large.width_px < 960);
    CHECK(made->large.width_px >= 200);
    CHECK(made->small.width_px >= 100);
    Seen{made->large};
}

TEST_CASE("what a number of bytes allows is used: neither the best quality nor the worst", "[pictures]") {
    const auto made = make_picture(png_file(960, 720, grain(40)));
    REQUIRE(made.has_value());
    holds_its_bounds(*made);
    CHECK(made->large.width_px == 960);
    CHECK(made->large.bytes.size() > kLargePicture_bytes * 8 / 10);
}

TEST_CASE("a picture that is small already keeps its sides", "[pictures]") {
    const auto made = make_picture(png_file(100, 80, flat(kBlue)));
    REQUIRE(made.has_value());
    CHECK(made->small.width_px == 100);
    CHECK(made->large.width_px == 100);
    CHECK(made->large.height_px == 80);
    const auto between = make_picture(png_file(500, 400, flat(kBlue)));
    CHECK(between->small.width_px == 320);
    CHECK(between->large.width_px == 500);
}

TEST_CASE("the same picture gives the same bytes", "[pictures]") {
    const FileBytes file = jpeg_file(700, 500, grain(60));
    CHECK(make_picture(file)->large.bytes == make_picture(file)->large.bytes);
}

TEST_CASE("a photo stands upright as its EXIF says, and says nothing more", "[pictures]") {
    const Paint halves = [](int x, int) { return x < 200 ? kRed : kBlue; };
    const auto lying = make_picture(turned(jpeg_file(400, 240, halves), 1));
    REQUIRE(lying.has_value());
    CHECK(lying->large.width_px == 400);
    CHECK(is_near(Seen(lying->large).at(20, 120), kRed));
    const auto upright = make_picture(turned(jpeg_file(400, 240, halves), 6));
    REQUIRE(upright.has_value());
    CHECK(upright->large.width_px == 240);
    CHECK(upright->large.height_px == 400);
    CHECK(is_near(Seen(upright->large).at(120, 20), kRed));
    CHECK(is_near(Seen(upright->large).at(120, 380), kBlue));
    CHECK(upright->small.width_px == 192);
    CHECK(is_near(Seen(upright->small).at(96, 20), kRed));
    const auto half = make_picture(turned(jpeg_file(400, 240, halves), 3));
    CHECK(is_near(Seen(half->large).at(20, 120), kBlue));
    for (const std::string* const bytes : {&upright->small.bytes, &upright->large.bytes}) {
        CHECK(bytes->substr(8, 8) == "WEBPVP8 "); // one chunk: no room for EXIF, XMP or a profile
        CHECK(bytes->find("taken at home") == std::string::npos);
        CHECK(bytes->find("Exif") == std::string::npos);
    }
}

TEST_CASE("what is transparent lies on white", "[pictures]") {
    const Paint paint = [](int x, int) -> Colour {
        return x < 100 ? Colour{0, 0, 0, 0} : x < 200 ? Colour{200, 0, 0, 128} : Colour{200, 0, 0, 255};
    };
    for (const FileBytes& file : {png_file(300, 100, paint), webp_file(300, 100, paint, true)}) {
        const Seen seen(make_picture(file)->large);
        CHECK(is_near(seen.at(50, 50), kWhite, 8));
        CHECK(is_near(seen.at(150, 50), {227, 127, 127, 255}));
        CHECK(is_near(seen.at(250, 50), {200, 0, 0, 255}));
    }
}

TEST_CASE("inks, grey and palettes are colours too", "[pictures]") {
    // As Adobe's programs store inks: inverted.
    const auto inks = make_picture(jpeg_file(200, 100, flat({220, 30, 30, 255}), JpegKind::inks));
    REQUIRE(inks.has_value());
    CHECK(is_near(Seen(inks->large).at(100, 50), kRed));
    for (const char* const name :
         {"images/grey.png", "images/palette.png", "images/alpha.png", "images/cmyk.jpg", "images/progressive.jpg",
          "images/turned_6.jpg", "photos/phyllotopsis_nidulans.jpg"}) {
        CAPTURE(name);
        const auto made = make_picture(fixture(name));
        CHECK(made.has_value());
        if (made) holds_its_bounds(*made);
    }
}

TEST_CASE("a picture that is refused says why", "[pictures]") {
    CHECK(refused({}) == "empty_file");
    CHECK(refused(fixture("images/animated.webp")) == "animated");
    CHECK(refused(fixture("images/animated.gif")) == "unsupported_format");
    CHECK(refused(fixture("images/phone.heic")) == "unsupported_format");
    CHECK(refused(fixture("images/bomb.png")) == "too_large");
    CHECK(refused(png_file(47, 300, flat(kRed))) == "too_small");
    CHECK(refused(png_file(48, 300, flat(kRed))) == "made");
    CHECK(refused(png_file(800, 49, flat(kRed))) == "too_narrow");
    CHECK(refused(png_file(800, 50, flat(kRed))) == "made");
    const std::string page = "<!doctype html><script>alert(1)</script>";
    CHECK(refused({page.begin(), page.end()}) == "not_an_image");
    FileBytes large = jpeg_file(100, 100, flat(kRed));
    large.resize(kMostPicture_bytes);
    CHECK(refused(large) == "made"); // bytes behind the end are nobody's
    large.push_back(0);
    CHECK(refused(large) == "too_large");
}

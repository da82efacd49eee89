// Orientation: read from files (including files made to hurt) and applied to what the network sees.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/vision/exif_orientation.hpp"
#include "core/vision/input_tensor.hpp"
#include "core/vision/thumbnail.hpp"
#include "unit/attack.hpp"
#include "unit/noise_photo.hpp"

namespace hypha::vision {
namespace {

using Buffer = std::vector<std::uint8_t>;

void put(Buffer& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

void put16(Buffer& out, unsigned value, bool little) {
    out.push_back(static_cast<std::uint8_t>(little ? value : value >> 8));
    out.push_back(static_cast<std::uint8_t>(little ? value >> 8 : value));
}

void put32(Buffer& out, unsigned value, bool little) {
    put16(out, little ? value : value >> 16, little);
    put16(out, little ? value >> 16 : value, little);
}

// A TIFF directory with a make tag before the orientation, as cameras write it.
Buffer tiff_with(unsigned orientation, bool little) {
    Buffer out;
    put(out, little ? "II" : "MM");
    put16(out, 42, little);
    put32(out, 8, little);
    put16(out, 2, little);
    put16(out, 0x010F, little);
    put16(out, 2, little);
    put32(out, 4, little);
    put(out, "cam");
    out.push_back(0);
    put16(out, 0x0112, little);
    put16(out, 3, little);
    put32(out, 1, little);
    put16(out, orientation, little);
    put16(out, 0, little);
    put32(out, 0, little);
    return out;
}

Buffer jpeg_with(unsigned orientation, bool little) {
    Buffer out{0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xE1}; // an APP0, then a fill byte before APP1
    const Buffer tiff = tiff_with(orientation, little);
    put16(out, static_cast<unsigned>(tiff.size()) + 8, false);
    put(out, std::string_view("Exif\0\0", 6));
    out.insert(out.end(), tiff.begin(), tiff.end());
    put(out, "\xFF\xDA");
    return out;
}

Buffer png_with(unsigned orientation) {
    Buffer out;
    put(out, std::string_view("\x89PNG\r\n\x1A\n", 8));
    put32(out, 13, false);
    put(out, "IHDR");
    out.resize(out.size() + 17);
    const Buffer tiff = tiff_with(orientation, true);
    put32(out, static_cast<unsigned>(tiff.size()), false);
    put(out, "eXIf");
    out.insert(out.end(), tiff.begin(), tiff.end());
    put32(out, 0, false);
    return out;
}

Buffer webp_with(unsigned orientation) {
    Buffer out;
    put(out, "RIFF");
    put32(out, 100, true);
    put(out, "WEBPVP8X");
    put32(out, 10, true);
    out.resize(out.size() + 10);
    put(out, "EXIF");
    const Buffer tiff = tiff_with(orientation, false);
    put32(out, static_cast<unsigned>(tiff.size()), true);
    out.insert(out.end(), tiff.begin(), tiff.end());
    return out;
}

constexpr std::array kAll{Orientation::upright,     Orientation::mirrored,          Orientation::half_turn,
                          Orientation::flipped,     Orientation::transposed,        Orientation::quarter_turn,
                          Orientation::transversed, Orientation::three_quarter_turn};

// The stored pixels of a camera that was held so that `upright` is what people saw.
NoisePhoto stored_as(const NoisePhoto& upright, Orientation orientation) {
    const bool swapped = swaps_sides(orientation);
    NoisePhoto out{swapped ? upright.height : upright.width, swapped ? upright.width : upright.height, {}};
    out.rgba.resize(upright.rgba.size());
    for (int y = 0; y < upright.height; ++y) {
        for (int x = 0; x < upright.width; ++x) {
            const Point at = stored_point(orientation, out.width, out.height, x, y);
            for (int channel = 0; channel < 4; ++channel) {
                const int to = (at.y * out.width + at.x) * 4 + channel;
                out.rgba[static_cast<std::size_t>(to)] = upright.view().row(y)[x * 4 + channel];
            }
        }
    }
    return out;
}

} // namespace

TEST_CASE("the eight orientations are read from JPEG, PNG and WebP", "[exif_orientation]") {
    for (unsigned number = 1; number <= 8; ++number) {
        CAPTURE(number);
        CHECK(static_cast<unsigned>(exif_orientation(jpeg_with(number, true))) == number);
        CHECK(static_cast<unsigned>(exif_orientation(jpeg_with(number, false))) == number);
        CHECK(static_cast<unsigned>(exif_orientation(png_with(number))) == number);
        CHECK(static_cast<unsigned>(exif_orientation(webp_with(number))) == number);
    }
}

TEST_CASE("an absurd orientation is upright", "[exif_orientation]") {
    for (const unsigned number : {0U, 9U, 255U, 65535U}) {
        CHECK(exif_orientation(jpeg_with(number, true)) == Orientation::upright);
    }
    CHECK(exif_orientation({}) == Orientation::upright);
}

TEST_CASE("orientation readers survive truncation, bit flips and lies about length", "[exif_orientation]") {
    for (const Buffer& whole : {jpeg_with(6, true), jpeg_with(8, false), png_with(3), webp_with(5)}) {
        attack(whole, [](Bytes bytes) {
            const int number = static_cast<int>(exif_orientation(bytes));
            CHECK((number >= 1 && number <= 8));
        });
        // Cut before the number itself: nothing can be known.
        CHECK(exif_orientation(Bytes(whole).first(whole.size() / 2)) == Orientation::upright);
    }
}

TEST_CASE("the meaning of each number is that of EXIF", "[orientation]") {
    // Upright picture 3 x 2: a b c / d e f. A camera turned a quarter clockwise stores it as columns (number 6: rotate 90 CW to show).
    const auto corner = [](Orientation orientation, int width, int height) {
        return stored_point(orientation, width, height, 0, 0);
    };
    CHECK((corner(Orientation::mirrored, 3, 2).x == 2 && corner(Orientation::mirrored, 3, 2).y == 0));
    CHECK((corner(Orientation::half_turn, 3, 2).x == 2 && corner(Orientation::half_turn, 3, 2).y == 1));
    CHECK((corner(Orientation::flipped, 3, 2).x == 0 && corner(Orientation::flipped, 3, 2).y == 1));
    CHECK((corner(Orientation::transposed, 2, 3).x == 0 && corner(Orientation::transposed, 2, 3).y == 0));
    CHECK((corner(Orientation::quarter_turn, 2, 3).x == 0 && corner(Orientation::quarter_turn, 2, 3).y == 2));
    CHECK((corner(Orientation::transversed, 2, 3).x == 1 && corner(Orientation::transversed, 2, 3).y == 2));
    CHECK(
        (corner(Orientation::three_quarter_turn, 2, 3).x == 1 && corner(Orientation::three_quarter_turn, 2, 3).y == 0));
}

TEST_CASE("however the camera was held, the network sees the same", "[input_tensor]") {
    const NoisePhoto upright = noise_photo(61, 44, 3);
    const TensorShape shape{16, 16, 0.9F};
    std::vector<float> right(shape.floats());
    make_input_tensor(upright.view(), Orientation::upright, shape, right);
    for (const Orientation orientation : kAll) {
        const NoisePhoto stored = stored_as(upright, orientation);
        std::vector<float> tensor(shape.floats());
        make_input_tensor(stored.view(), orientation, shape, tensor);
        float worst = 0;
        for (std::size_t i = 0; i < tensor.size(); ++i) {
            worst = std::max(worst, std::abs(tensor[i] - right[i]));
        }
        CAPTURE(static_cast<int>(orientation));
        CHECK(worst < 1e-5F); // sums run the other way round, so the last bit may differ
    }
}

TEST_CASE("pixels that come blue first give the same tensor and thumbnail", "[input_tensor]") {
    const NoisePhoto photo = noise_photo(50, 40, 8);
    NoisePhoto swapped = photo;
    for (std::size_t i = 0; i < swapped.rgba.size(); i += 4) {
        std::swap(swapped.rgba[i], swapped.rgba[i + 2]);
    }
    const RgbaView blue_first{swapped.rgba.data(), 50, 40, ChannelOrder::blue_first};
    const TensorShape shape{16, 16, 1.0F};
    std::vector<float> right(shape.floats());
    std::vector<float> tensor(shape.floats());
    make_input_tensor(photo.view(), Orientation::upright, shape, right);
    make_input_tensor(blue_first, Orientation::upright, shape, tensor);
    CHECK(tensor == right);
    CHECK(make_thumbnail(blue_first, Orientation::upright, 20).rgba ==
          make_thumbnail(photo.view(), Orientation::upright, 20).rgba);
}

TEST_CASE("a thumbnail is upright, keeps its proportions and is never enlarged", "[thumbnail]") {
    const NoisePhoto upright = noise_photo(61, 44, 5);
    const Thumbnail right = make_thumbnail(upright.view(), Orientation::upright, 20);
    CHECK(right.width == 20);
    CHECK(right.height == 14);
    for (const Orientation orientation : kAll) {
        const Thumbnail turned = make_thumbnail(stored_as(upright, orientation).view(), orientation, 20);
        CAPTURE(static_cast<int>(orientation));
        REQUIRE(turned.width == 20);
        REQUIRE(turned.height == 14);
        int worst = 0;
        for (std::size_t i = 0; i < right.rgba.size(); ++i) {
            worst = std::max(worst, std::abs(turned.rgba[i] - right.rgba[i]));
        }
        CHECK(worst <= 1);
    }
    const Thumbnail same = make_thumbnail(upright.view(), Orientation::upright, 640);
    CHECK(same.rgba == upright.rgba);
}

TEST_CASE("the square is centred, and rounded as training rounds it", "[input_tensor]") {
    CHECK(centred_square(400, 300, 1.0F) == PixelRect{50, 0, 300, 300});
    CHECK(centred_square(301, 224, 1.0F) == PixelRect{38, 0, 224, 224});
    CHECK(centred_square(100, 5, 0.5F) == PixelRect{49, 1, 2, 2}); // 2.5 rounds to even
    CHECK(centred_square(100, 7, 0.5F) == PixelRect{48, 1, 4, 4}); // 3.5 too
    CHECK(centred_square(9, 1, 0.1F) == PixelRect{4, 0, 1, 1});
}

} // namespace hypha::vision

// The pixels of real photos are the same, bit for bit, after what was hidden in the file is gone.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "cli/photo_decoder.hpp"
#include "core/vision/strip_metadata.hpp"

namespace hypha {

TEST_CASE("stripping a photo changes no pixel", "[strip_metadata]") {
    for (const char* name : {"photos/agaricus_augustus.jpg", "images/turned_6.jpg", "images/progressive.jpg",
                             "images/cmyk.jpg", "images/alpha.png", "images/palette.png"}) {
        INFO(name);
        std::ifstream stream(std::string(HYPHA_SOURCE_DIR "/tests/fixtures/") + name, std::ios::binary);
        const std::vector<std::uint8_t> file{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        const auto stripped = vision::strip_metadata(file);
        REQUIRE(stripped.has_value());
        const auto before = cli::decode_photo(file), after = cli::decode_photo(*stripped);
        REQUIRE(before.has_value());
        REQUIRE(after.has_value());
        CHECK(before->orientation == after->orientation);
        REQUIRE(before->width == after->width);
        REQUIRE(before->height == after->height);
        const std::size_t bytes =
            std::size_t{4} * static_cast<std::size_t>(before->width) * static_cast<std::size_t>(before->height);
        CHECK(std::equal(before->rgba.get(), before->rgba.get() + bytes, after->rgba.get()));
    }
}

} // namespace hypha

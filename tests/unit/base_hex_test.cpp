// Hexadecimal digits: one form only, and nothing of another length.
#include "core/base/hex.hpp"

#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace hypha;

TEST_CASE("every byte is written with two digits and read again", "[hex]") {
    std::array<std::uint8_t, 256> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(i);
    }
    const std::string text = to_hex(bytes);
    CHECK(text.starts_with("000102"));
    CHECK(text.ends_with("fdfeff"));
    std::array<std::uint8_t, 256> again{};
    REQUIRE(from_hex(text, again));
    CHECK(again == bytes);
}

TEST_CASE("what is not exactly such digits is refused", "[hex]") {
    std::array<std::uint8_t, 2> bytes{};
    CHECK(from_hex("09af", bytes));
    for (const char* text : {"", "09a", "09aff", "09AF", "09ag", " 9af", "0x9a", "-9af", "+9af"}) {
        INFO(text);
        CHECK_FALSE(from_hex(text, bytes));
    }
}

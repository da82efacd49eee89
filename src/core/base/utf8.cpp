#include "core/text/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace hypha::text {
namespace {

// What a lead byte promises: how many bytes follow, its own bits, and the range of the byte after it.
struct Lead {
    int following = -1; // -1: never a lead byte
    char32_t bits = 0;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
};

Lead lead_of(std::uint8_t byte) {
    if (byte < 0x80) {
        return {0, byte};
    }
    if (byte >= 0xC2 && byte <= 0xDF) {
        return {1, byte & 0x1FU};
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        const std::uint8_t low = byte == 0xE0 ? 0xA0 : 0x80;  // no overlong forms
        const std::uint8_t high = byte == 0xED ? 0x9F : 0xBF; // no surrogates
        return {2, byte & 0x0FU, low, high};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        const std::uint8_t low = byte == 0xF0 ? 0x90 : 0x80;
        const std::uint8_t high = byte == 0xF4 ? 0x8F : 0xBF; // nothing above U+10FFFF
        return {3, byte & 0x07U, low, high};
    }
    return {};
}

} // namespace

char32_t take_code_point(std::string_view& rest) {
    const Lead lead = lead_of(static_cast<std::uint8_t>(rest.front()));
    rest.remove_prefix(1);
    if (lead.following < 0) {
        return kReplacement;
    }
    char32_t point = lead.bits;
    for (int i = 0; i < lead.following; ++i) {
        const std::uint8_t low = i == 0 ? lead.low : 0x80;
        const std::uint8_t high = i == 0 ? lead.high : 0xBF;
        const auto byte = rest.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(rest.front());
        if (byte < low || byte > high) {
            return kReplacement; // the byte that broke the sequence begins the next one
        }
        point = (point << 6U) | (byte & 0x3FU);
        rest.remove_prefix(1);
    }
    return point;
}

} // namespace hypha::text

#include "core/base/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace hypha {
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
        return kReplacementLetter;
    }
    char32_t point = lead.bits;
    for (int i = 0; i < lead.following; ++i) {
        const std::uint8_t low = i == 0 ? lead.low : 0x80;
        const std::uint8_t high = i == 0 ? lead.high : 0xBF;
        const auto byte = rest.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(rest.front());
        if (byte < low || byte > high) {
            return kReplacementLetter; // the byte that broke the sequence begins the next one
        }
        point = (point << 6U) | (byte & 0x3FU);
        rest.remove_prefix(1);
    }
    return point;
}

void append_code_point(std::string& text, char32_t point) {
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
        point = kReplacementLetter;
    }
    const int following = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    constexpr char32_t kLeads[] = {0x00, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(kLeads[following] | (point >> (6 * following)));
    for (int i = following - 1; i >= 0; --i) {
        text += static_cast<char>(0x80U | ((point >> (6 * i)) & 0x3FU));
    }
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::string_view before = text;
        if (take_code_point(text) == kReplacementLetter && !before.starts_with("\xEF\xBF\xBD")) {
            return false;
        }
    }
    return true;
}

std::string repaired_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        append_code_point(out, take_code_point(text));
    }
    return out;
}

} // namespace hypha

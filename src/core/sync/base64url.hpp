// Bytes as text that may stand in a URL or a header field: base64url without padding (RFC 4648 §5).
// The decoder takes the one form that the encoder makes: no padding, no other alphabet, unused bits zero.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hypha::sync {

inline std::string to_base64url(std::string_view bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char byte : bytes) {
        pending = pending << 8 | static_cast<std::uint8_t>(byte);
        for (bits += 8; bits >= 6; bits -= 6) {
            text += kDigits[pending >> (bits - 6) & 63];
        }
    }
    if (bits > 0) {
        text += kDigits[pending << (6 - bits) & 63];
    }
    return text;
}

inline std::optional<std::string> from_base64url(std::string_view text) {
    const auto digit_of = [](char c) {
        return c >= 'A' && c <= 'Z'   ? c - 'A'
               : c >= 'a' && c <= 'z' ? c - 'a' + 26
               : c >= '0' && c <= '9' ? c - '0' + 52
               : c == '-'             ? 62
               : c == '_'             ? 63
                                      : -1;
    };
    std::string bytes;
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const int digit = digit_of(c);
        if (digit < 0) {
            return std::nullopt;
        }
        pending = pending << 6 | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(pending >> bits & 255);
        }
    }
    const bool left_over = bits >= 6 || (pending & ((1U << bits) - 1)) != 0;
    return left_over ? std::nullopt : std::optional(std::move(bytes));
}

} // namespace hypha::sync

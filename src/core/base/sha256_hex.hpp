// How hashes and names by chance are written everywhere: lower-case hexadecimal digits, 64 of a hash.
#pragma once

#include <cstddef>
#include <string_view>

namespace hypha {

constexpr bool is_hex(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

constexpr bool is_sha256_hex(std::string_view text) { return is_hex(text, 64); }

} // namespace hypha

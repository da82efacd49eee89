// How hashes are written everywhere: 64 lower-case hexadecimal digits.
#pragma once

#include <string_view>

namespace hypha {

constexpr bool is_sha256_hex(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace hypha

// Text of any origin as UTF-8 that may be shown: bytes that are none become U+FFFD. Total: any bytes at all are allowed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hypha::storage {

// Line breaks and control characters become blanks; cut at `most_bytes` between characters.
std::string clean_line(std::string_view bytes, std::size_t most_bytes);
// All of it, with its line breaks.
std::string clean_text(std::string_view bytes);

} // namespace hypha::storage

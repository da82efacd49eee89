// Bodies as gzip (RFC 1952), one member. What one that came unpacks to is bounded before it is allocated: a small body that would
// become a large one costs what is allowed and no more.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace hypha::edge {

// Errors: "too_large" (it unpacks to more than `most_bytes`), "malformed" (it is no gzip, cut off, or something follows it).
Result<std::string> unpacked_gzip(std::string_view packed, std::size_t most_bytes);
// Quickly rather than tightly. Nothing where it would not become smaller.
std::optional<std::string> packed_gzip(std::string_view plain);

} // namespace hypha::edge

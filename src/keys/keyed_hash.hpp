// BLAKE2b-256 with a key (RFC 7693): a name that only the holder of the key can give, and a mark by which it knows its own words again.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hypha::keys {

// `key`: 16 to 64 bytes.
std::array<std::uint8_t, 32> keyed_hash(std::string_view key, std::string_view bytes);

} // namespace hypha::keys

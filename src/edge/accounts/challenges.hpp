// What a device has to sign to be let in: 8 bytes when it ends (ms, big-endian), 16 bytes by chance, 32 bytes of keyed hash over both
// by a secret that all edges of one store share. So a challenge needs no row until it is used, and a flood of them costs nothing.
// That each is used once is the store's (AccountStore::use_challenge).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ports/random.hpp"

namespace hypha::edge {

std::string make_challenge(std::string_view secret, std::int64_t ends_ms, ports::Random& random);
// When it ends, of one that this secret made; it may have ended.
std::optional<std::int64_t> end_of_challenge(std::string_view secret, std::string_view challenge);

} // namespace hypha::edge

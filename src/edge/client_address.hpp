// Whose request it is, as far as limits by address care: the peer of the connection, or, where that is a proxy that the operator
// trusts, the last address of X-Forwarded-For that is no such proxy. What stands before it anybody may have written.
// An IPv6 host has a whole /64 to choose addresses from: it counts as one. Addresses are for limits alone; they are never logged.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace hypha::edge {

// 16 bytes; IPv4 as ::ffff:a.b.c.d, IPv6 with its last 64 bits 0.
using AddressKey = std::array<std::uint8_t, 16>;

std::optional<AddressKey> parse_address(std::string_view text);

AddressKey client_address(const AddressKey& peer, std::string_view forwarded_for, std::span<const AddressKey> trusted);

} // namespace hypha::edge

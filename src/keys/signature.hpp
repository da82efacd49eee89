// Ed25519 (RFC 8032) as libsodium checks it: a signature whose S is not reduced, and public keys of small order, are refused.
// A message is signed as it is; what it means, and that two meanings never have the same bytes, is the caller's
// (core/sync/account_wire.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "keys/secret.hpp"

namespace hypha::keys {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

struct SigningKey {
    PublicKey public_key{};
    Secret<64> secret; // the seed and the public key, as libsodium wants it
};

SigningKey signing_key_of(const Secret<32>& seed);
Signature sign(const SigningKey& key, std::string_view message);
bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

} // namespace hypha::keys

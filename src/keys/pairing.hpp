// How a second device gets the account's secret from the first, over an edge that never sees it. The first one draws 88 bits and shows
// them as 8 words or a QR code; from them follow
//   Argon2id (RFC 9106; libsodium's crypto_pwhash, version 1.3), 2 passes, 19 MiB, one lane, salt "hypha pairing 01", 48 bytes:
//   16 bytes lookup    the offer's name at the edge        32 bytes key    which wraps the account's secret
// The edge holds name and wrapped secret for five minutes, gives them out once, and would have to try 2^88 keys, each at the price of
// Argon2id, to open what it holds. So the words are drawn by chance and never chosen, and one salt for all is no gift to a guesser.
// What is wrapped is sealed as a value (sealed_value.hpp) that is bound to CBOR ["hypha pairing 1", lookup].
// Errors: "out_of_memory" (19 MiB), "pairing_text", and those of sealed_value.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "keys/account_keys.hpp"

namespace hypha::keys {

using PairingSecret = Secret<11>;

struct PairingKeys {
    std::array<std::uint8_t, 16> lookup{};
    Secret<32> wrapping;
};

// Takes a good part of a second on a phone.
Result<PairingKeys> pairing_keys(const PairingSecret& secret);

std::string wrap_secret(const PairingKeys& keys, const AccountSecret& secret, ports::Random& random);
Result<AccountSecret> unwrap_secret(const PairingKeys& keys, std::string_view wrapped);

// What the QR code says: "hypha-pair:1:" and the secret as base64url.
std::string pairing_text(const PairingSecret& secret);
Result<PairingSecret> pairing_of_text(std::string_view text);

} // namespace hypha::keys

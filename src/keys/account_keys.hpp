// The key schedule: one secret of 256 bits, by chance on the first start, and what follows from it. Whoever has the secret (a device
// of the account, or its 24 words) has all of it; nobody else has any of it.
//   subkey n    crypto_kdf of libsodium: BLAKE2b-256, key the secret, salt n as 8 bytes little-endian, personal "hyphaacc" (each
//               padded with 0 to 16 bytes). BLAKE2 (RFC 7693) as a PRF, by its own key parameter.
//   content 1   seals values (sealed_value.hpp)
//   blobs   2   seals photos (sealed_photo.hpp)
//   signing 3   seed of the account's Ed25519 key, which vouches for devices
//   stream      the first 16 bytes of SHA-256("hypha stream 1" and the account's public key): nobody can register a stream before its
//               owner, for an edge checks the name against the key. (core/sync/account_wire.hpp, for the edge needs it too.)
// A device's own Ed25519 key is by chance and never leaves it: it tells devices apart and can be revoked by itself.
// Numbers and names stay as they are for ever; another schedule gets another personal.
#pragma once

#include "core/sync/operation.hpp"
#include "keys/secret.hpp"
#include "keys/signature.hpp"

namespace hypha::keys {

using AccountSecret = Secret<32>;

struct AccountKeys {
    sync::StreamId stream;
    Secret<32> content;
    Secret<32> blobs;
    SigningKey signing;
};

AccountKeys account_keys(const AccountSecret& secret);

} // namespace hypha::keys

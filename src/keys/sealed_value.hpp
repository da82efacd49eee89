// A value that only the account can read: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, libsodium's
// crypto_aead_xchacha20poly1305_ietf) in one piece:
//   1 byte version, 1    24 bytes nonce by chance    the ciphertext and 16 bytes of tag
// A nonce of 192 bits by chance meets itself after about 2^96 values, so devices need not agree on a counter. `bound_to` is authenticated
// and not stored: core/sync/associated_bytes.hpp makes it of stream, table, key, hlc, device and column, so that an edge can move
// no value elsewhere. Lengths are not hidden. Errors: "sealed_newer" (another version), "sealed_broken" (anything else).
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "keys/secret.hpp"

namespace hypha::keys {

inline constexpr std::size_t kSealing_bytes = 1 + 24 + 16; // what sealing adds

std::string seal(const Secret<32>& key, std::string_view bound_to, std::string_view value, ports::Random& random);
Result<std::string> open_sealed(const Secret<32>& key, std::string_view bound_to, std::string_view sealed);

} // namespace hypha::keys

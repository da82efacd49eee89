#include "keys/account_keys.hpp"

#include <sodium.h>

#include "core/sync/account_wire.hpp"

namespace hypha::keys {
namespace {

Secret<32> subkey(const AccountSecret& secret, std::uint64_t number) {
    Secret<32> key;
    crypto_kdf_derive_from_key(key.bytes.data(), key.bytes.size(), number, "hyphaacc", secret.bytes.data());
    return key;
}

} // namespace

AccountKeys account_keys(const AccountSecret& secret) {
    AccountKeys keys{{}, subkey(secret, 1), subkey(secret, 2), signing_key_of(subkey(secret, 3))};
    keys.stream = sync::account::stream_of(keys.signing.public_key);
    return keys;
}

} // namespace hypha::keys

#include "keys/signature.hpp"

#include <sodium.h>

namespace hypha::keys {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

} // namespace

SigningKey signing_key_of(const Secret<32>& seed) {
    SigningKey key;
    crypto_sign_seed_keypair(key.public_key.data(), key.secret.bytes.data(), seed.bytes.data());
    return key;
}

Signature sign(const SigningKey& key, std::string_view message) {
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), key.secret.bytes.data());
    return signature;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.data(), bytes_of(message), message.size(), key.data()) == 0;
}

} // namespace hypha::keys

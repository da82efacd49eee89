#include "keys/sealed_value.hpp"

#include <sodium.h>

namespace hypha::keys {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kNonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(kSealing_bytes == 1 + kNonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

} // namespace

std::string seal(const Secret<32>& key, std::string_view bound_to, std::string_view value, ports::Random& random) {
    std::string sealed(value.size() + kSealing_bytes, kVersion);
    unsigned char* const nonce = bytes_of(sealed) + 1;
    fill(random, nonce, kNonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonce_bytes, nullptr, bytes_of(value), value.size(),
                                               bytes_of(bound_to), bound_to.size(), nullptr, nonce, key.bytes.data());
    return sealed;
}

Result<std::string> open_sealed(const Secret<32>& key, std::string_view bound_to, std::string_view sealed) {
    if (!sealed.empty() && sealed.front() != kVersion) {
        return failure("sealed_newer");
    }
    if (sealed.size() < kSealing_bytes) {
        return failure("sealed_broken");
    }
    std::string value(sealed.size() - kSealing_bytes, '\0');
    const unsigned char* const nonce = bytes_of(sealed) + 1;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(value), nullptr, nullptr, nonce + kNonce_bytes,
                                                   sealed.size() - 1 - kNonce_bytes, bytes_of(bound_to),
                                                   bound_to.size(), nonce, key.bytes.data()) != 0) {
        return failure("sealed_broken");
    }
    return value;
}

} // namespace hypha::keys

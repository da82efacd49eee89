#include "keys/pairing.hpp"

#include <algorithm>

#include <sodium.h>

#include "core/sync/base64url.hpp"
#include "core/sync/cbor.hpp"
#include "keys/sealed_value.hpp"

namespace hypha::keys {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory_bytes = 19 * 1024 * 1024;
constexpr std::string_view kSalt = "hypha pairing 01";
constexpr std::string_view kTextBegins = "hypha-pair:1:";
static_assert(kSalt.size() == crypto_pwhash_SALTBYTES);

std::string bound_to(const PairingKeys& keys) {
    sync::CborWriter out;
    out.array(2).text("hypha pairing 1");
    out.bytes({reinterpret_cast<const char*>(keys.lookup.data()), keys.lookup.size()});
    return out.take();
}

} // namespace

Result<PairingKeys> pairing_keys(const PairingSecret& secret) {
    Secret<48> stretched;
    if (crypto_pwhash(stretched.bytes.data(), stretched.bytes.size(), secret.view().data(), secret.view().size(),
                      reinterpret_cast<const unsigned char*>(kSalt.data()), kPasses, kMemory_bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return failure("out_of_memory");
    }
    PairingKeys keys;
    std::copy_n(stretched.bytes.begin(), keys.lookup.size(), keys.lookup.begin());
    std::copy_n(stretched.bytes.begin() + 16, keys.wrapping.bytes.size(), keys.wrapping.bytes.begin());
    return keys;
}

std::string wrap_secret(const PairingKeys& keys, const AccountSecret& secret, ports::Random& random) {
    return seal(keys.wrapping, bound_to(keys), secret.view(), random);
}

Result<AccountSecret> unwrap_secret(const PairingKeys& keys, std::string_view wrapped) {
    auto opened = open_sealed(keys.wrapping, bound_to(keys), wrapped);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    AccountSecret secret;
    const bool fits = opened->size() == secret.bytes.size();
    if (fits) {
        std::ranges::copy(*opened, secret.bytes.begin());
    }
    wipe(opened->data(), opened->size());
    return fits ? Result<AccountSecret>(secret) : failure("sealed_broken");
}

std::string pairing_text(const PairingSecret& secret) {
    return std::string(kTextBegins) + sync::to_base64url(secret.view());
}

Result<PairingSecret> pairing_of_text(std::string_view text) {
    PairingSecret secret;
    const auto bytes =
        text.starts_with(kTextBegins) ? sync::from_base64url(text.substr(kTextBegins.size())) : std::nullopt;
    if (!bytes || bytes->size() != secret.bytes.size()) {
        return failure("pairing_text");
    }
    std::ranges::copy(*bytes, secret.bytes.begin());
    return secret;
}

} // namespace hypha::keys

#include "edge/accounts/session_cookie.hpp"

#include <algorithm>

#include "core/sync/base64url.hpp"
#include "core/sync/sha256.hpp"
#include "keys/secret.hpp"

namespace hypha::edge {
namespace {

constexpr std::string_view kName = "__Host-hypha";
constexpr std::size_t kStream_bytes = 16;
constexpr std::size_t kChance_bytes = 32;

} // namespace

std::string new_token(const sync::StreamId& stream, ports::Random& random) {
    std::string bytes(stream.value.begin(), stream.value.end());
    const auto chance = keys::Secret<kChance_bytes>::by_chance(random);
    bytes += chance.view();
    return sync::to_base64url(bytes);
}

std::optional<TokenName> name_of_token(std::string_view token) {
    const auto bytes = sync::from_base64url(token);
    if (!bytes || bytes->size() != kStream_bytes + kChance_bytes) {
        return std::nullopt;
    }
    TokenName name;
    std::copy_n(bytes->begin(), kStream_bytes, name.stream.value.begin());
    name.hash = sync::sha256(std::string_view(*bytes).substr(kStream_bytes));
    return name;
}

std::optional<std::string_view> token_in(std::string_view cookies) {
    std::optional<std::string_view> found;
    while (!cookies.empty()) {
        std::string_view pair = cookies.substr(0, cookies.find(';'));
        cookies.remove_prefix(std::min(pair.size() + 1, cookies.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (!pair.starts_with(kName) || pair.substr(kName.size(), 1) != "=") {
            continue;
        }
        if (found) {
            return std::nullopt;
        }
        found = pair.substr(kName.size() + 1);
    }
    return found;
}

std::string set_cookie(std::string_view token, std::int64_t seconds) {
    return std::string(kName) + "=" + std::string(token) +
           "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(token.empty() ? 0 : seconds);
}

SessionState session_state(const DeviceRow& device, const TokenHash& token, std::int64_t now_ms,
                           std::int64_t grace_ms) {
    if (device.revoked_ms != 0 || device.expires_ms <= now_ms) {
        return SessionState::none;
    }
    if (device.token == token) {
        return SessionState::good;
    }
    if (device.previous != token) {
        return SessionState::none;
    }
    return now_ms < device.rotated_ms + grace_ms ? SessionState::good : SessionState::reused;
}

} // namespace hypha::edge

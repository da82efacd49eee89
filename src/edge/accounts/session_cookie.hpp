// A device's session as a cookie: __Host-hypha=, base64url of the stream's 16 bytes and 32 bytes by chance. The stream is there so that
// a store which is spread over machines finds the row; the chance is the secret, and the edge keeps its SHA-256 alone. __Host-: only
// this host set it, over TLS, for all paths. HttpOnly: no script reads it. SameSite=Strict: no other site's page sends it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "edge/store/account_store.hpp"
#include "ports/random.hpp"

namespace hypha::edge {

struct TokenName {
    sync::StreamId stream;
    TokenHash hash{};
};

enum class SessionState { good, reused, none };

std::string new_token(const sync::StreamId& stream, ports::Random& random);
std::optional<TokenName> name_of_token(std::string_view token);
// In the field Cookie. None where it is there twice: which of them the browser meant nobody knows.
std::optional<std::string_view> token_in(std::string_view cookies);
// The field Set-Cookie. An empty token: the browser forgets it.
std::string set_cookie(std::string_view token, std::int64_t seconds);

// Whether the token opens the device's session now. The one before is good until grace_ms after it was replaced, so that an answer that
// was lost locks nobody out; later it is `reused`: somebody kept it.
SessionState session_state(const DeviceRow& device, const TokenHash& token, std::int64_t now_ms, std::int64_t grace_ms);

} // namespace hypha::edge

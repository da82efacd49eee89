// The C face of keys.wasm, second half: the bodies that a device sends to an edge about its account, signed where they are, and what the
// edge's answers say. See keys_exports.cpp.
#include <cstdint>
#include <string>

#include <emscripten/emscripten.h>

#include "browser/keys_answers.hpp"
#include "core/news/contribution.hpp"
#include "core/news/story_index.hpp"
#include "core/sync/account_wire.hpp"
#include "core/sync/base64url.hpp"
#include "core/sync/wire.hpp"
#include "keys/account_keys.hpp"

using namespace hypha;
using namespace hypha::browser;
namespace account = sync::account;

namespace {

// Nothing that an edge says gets into JSON but letters of a code.
std::string name_of(std::string_view code) {
    std::string name;
    for (const char c : code) {
        name += (c >= 'a' && c <= 'z') || c == '_' ? c : '_';
    }
    return name;
}

const char* truth(bool value) { return value ? "true" : "false"; }

std::string json_of(const account::Devices& list) {
    std::string json = R"({"wordsOpen":)";
    json += truth(list.words_open);
    json += R"(,"devices":[)";
    for (const account::Device& device : list.devices) {
        json += json.ends_with('[') ? "" : ",";
        json += R"({"key":")" + sync::to_base64url(view(device.key)) + R"(","name":")" +
                sync::to_base64url(device.name) + R"(","addedMs":)" + std::to_string(device.added_ms) +
                R"(,"seenMs":)" + std::to_string(device.seen_ms) + R"(,"revokedMs":)" +
                std::to_string(device.revoked_ms) + R"(,"isAsking":)" + truth(device.is_asking) + "}";
    }
    return json + "]}";
}

} // namespace

extern "C" {

// The body of POST /v1/pairing.
EMSCRIPTEN_KEEPALIVE const char* keys_offer(const std::uint8_t* pairing, const std::uint8_t* secret) {
    const keys::PairingKeys made = pairing_at(pairing);
    return answered(encode(account::Offer{made.lookup, keys::wrap_secret(made, secret_at<32>(secret), held().random)}));
}

// The body of POST /v1/pairing/take.
EMSCRIPTEN_KEEPALIVE const char* keys_take(const std::uint8_t* pairing) {
    return answered(encode(account::Take{pairing_at(pairing).lookup}));
}

// From the answer to it: the account's secret (32 bytes) and the ticket.
EMSCRIPTEN_KEEPALIVE const char* keys_taken(const std::uint8_t* pairing, const char* body, std::uint32_t size) {
    const auto taken = account::decode_taken({body, size});
    if (!taken) {
        return failed({"malformed", ""});
    }
    const auto secret = keys::unwrap_secret(pairing_at(pairing), taken->wrapped);
    if (!secret) {
        return failed(secret.error());
    }
    std::string& out = fresh();
    out.reserve(64);
    out += secret->view();
    out += taken->ticket;
    return "";
}

// The challenge in the answer to GET /v1/challenge.
EMSCRIPTEN_KEEPALIVE const char* keys_challenge(const char* body, std::uint32_t size) {
    const auto read = account::decode_challenge({body, size});
    return read ? answered(read->challenge) : failed({"malformed", ""});
}

// The body of POST /v1/device. `name` is sealed by the caller; `ticket` is what keys_taken gave, or nothing.
EMSCRIPTEN_KEEPALIVE const char* keys_register(const std::uint8_t* secret, const std::uint8_t* device_seed,
                                               const char* host, std::uint32_t host_size, const char* challenge,
                                               std::uint32_t challenge_size, const char* name, std::uint32_t name_size,
                                               const char* ticket, std::uint32_t ticket_size) {
    const keys::AccountKeys mine = keys::account_keys(secret_at<32>(secret));
    const keys::SigningKey device = keys::signing_key_of(secret_at<32>(device_seed));
    account::Register message{mine.signing.public_key,
                              device.public_key,
                              {challenge, challenge_size},
                              {name, name_size},
                              {ticket, ticket_size},
                              {},
                              {}};
    const std::string said = account::statement({host, host_size}, message);
    message.by_account = keys::sign(mine.signing, said);
    message.by_device = keys::sign(device, said);
    return answered(encode(message));
}

// The body of POST /v1/session.
EMSCRIPTEN_KEEPALIVE const char* keys_sign_in(const std::uint8_t* stream, const std::uint8_t* device_seed,
                                              const char* host, std::uint32_t host_size, const char* challenge,
                                              std::uint32_t challenge_size) {
    const keys::SigningKey device = keys::signing_key_of(secret_at<32>(device_seed));
    account::SignIn message{{array_at<16>(stream)}, device.public_key, {challenge, challenge_size}, {}};
    message.by_device = keys::sign(device, account::statement({host, host_size}, message));
    return answered(encode(message));
}

// The body of POST /v1/contributions: the file of core/news/contribution.hpp, signed by this device.
EMSCRIPTEN_KEEPALIVE const char* keys_contribution(const std::uint8_t* device_seed, const char* file,
                                                   std::uint32_t size) {
    const keys::SigningKey device = keys::signing_key_of(secret_at<32>(device_seed));
    const std::string_view said(file, size);
    return answered(
        news::write_signed({device.public_key, keys::sign(device, news::contribution_statement(said)), said}));
}

// The bodies of POST /v1/devices/rename, revoke and words.
EMSCRIPTEN_KEEPALIVE const char* keys_rename(const std::uint8_t* device, const char* name, std::uint32_t name_size) {
    return answered(encode(account::Rename{array_at<32>(device), {name, name_size}}));
}

EMSCRIPTEN_KEEPALIVE const char* keys_revoke(const std::uint8_t* device, std::uint32_t close_words) {
    return answered(encode(account::Revoke{array_at<32>(device), close_words != 0}));
}

EMSCRIPTEN_KEEPALIVE const char* keys_set_words(std::uint32_t open) {
    return answered(encode(account::Words{open != 0}));
}

// What an answer says, as JSON; bytes are base64url. A captive portal's page is "malformed".
EMSCRIPTEN_KEEPALIVE const char* keys_read(const char* body, std::uint32_t size) {
    const std::string_view said(body, size);
    if (const auto entered = account::decode_entered(said)) {
        return answered(R"({"expiresMs":)" + std::to_string(entered->expires_ms) + "}");
    }
    if (const auto offered = account::decode_offered(said)) {
        return answered(R"({"untilMs":)" + std::to_string(offered->expires_ms) + "}");
    }
    if (const auto list = account::decode_devices(said)) {
        return answered(json_of(*list));
    }
    if (account::decode_done(said)) {
        return answered("{}");
    }
    if (const auto refusal = sync::wire::decode_refusal(said)) {
        return answered(R"({"refused":")" + name_of(refusal->code) + "\"}");
    }
    return failed({"malformed", ""});
}

// The body of POST /v1/account/delete.
EMSCRIPTEN_KEEPALIVE const char* keys_delete(const std::uint8_t* secret, const char* host, std::uint32_t host_size,
                                             const char* challenge, std::uint32_t challenge_size) {
    const keys::AccountKeys mine = keys::account_keys(secret_at<32>(secret));
    account::Delete message{{challenge, challenge_size}, {}};
    message.by_account = keys::sign(mine.signing, account::statement({host, host_size}, mine.stream, message));
    return answered(encode(message));
}
}

// The C face of keys.wasm, called by web/keys_wasm.mjs: what a device with an account computes; what it sends to an edge is in
// keys_message_exports.cpp. Bytes go in as pointers into this instance's memory, taken with keys_alloc and given back with keys_free,
// which wipes them. A call answers "" or an error's code; what it made lies in keys_answer until the next call. Chance is
// crypto.getRandomValues, through hypha_library.js. Where a secret lies in JavaScript, and how it is kept between two starts, is the
// caller's.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <emscripten/emscripten.h>

#include "browser/keys_answers.hpp"
#include "keys/recovery_words.hpp"
#include "keys/sealed_value.hpp"

using namespace hypha;
using namespace hypha::browser;

extern "C" {

EMSCRIPTEN_KEEPALIVE void* keys_alloc(std::uint32_t bytes) {
    return std::malloc(bytes); // null when memory is out; the caller says so
}

EMSCRIPTEN_KEEPALIVE void keys_free(void* memory, std::uint32_t bytes) {
    keys::wipe(memory, bytes);
    std::free(memory);
}

EMSCRIPTEN_KEEPALIVE const char* keys_answer() { return held().answer.data(); }
EMSCRIPTEN_KEEPALIVE std::uint32_t keys_answer_bytes() { return static_cast<std::uint32_t>(held().answer.size()); }
EMSCRIPTEN_KEEPALIVE void keys_forget() { fresh(); }

// 32 bytes by chance: an account's secret, a device's seed.
EMSCRIPTEN_KEEPALIVE const char* keys_new_secret() {
    return answered(keys::Secret<32>::by_chance(held().random).view());
}

EMSCRIPTEN_KEEPALIVE const char* keys_words(const std::uint8_t* secret) {
    return answered(keys::recovery_words(secret_at<32>(secret)));
}

EMSCRIPTEN_KEEPALIVE const char* keys_secret_of_words(const char* words, std::uint32_t size) {
    const auto secret = keys::secret_of_words({words, size});
    return secret ? answered(secret->view()) : failed(secret.error());
}

// Stream (16 bytes), public key (32), content key (32), blob key (32).
EMSCRIPTEN_KEEPALIVE const char* keys_account(const std::uint8_t* secret) {
    const keys::AccountKeys made = keys::account_keys(secret_at<32>(secret));
    std::string& out = fresh();
    out.reserve(112);
    out += view(made.stream.value);
    out += view(made.signing.public_key);
    out += made.content.view();
    out += made.blobs.view();
    return "";
}

EMSCRIPTEN_KEEPALIVE const char* keys_public(const std::uint8_t* seed) {
    return answered(view(keys::signing_key_of(secret_at<32>(seed)).public_key));
}

EMSCRIPTEN_KEEPALIVE const char* keys_seal(const std::uint8_t* key, const char* bound, std::uint32_t bound_size,
                                           const char* value, std::uint32_t value_size) {
    return answered(keys::seal(secret_at<32>(key), {bound, bound_size}, {value, value_size}, held().random));
}

EMSCRIPTEN_KEEPALIVE const char* keys_open(const std::uint8_t* key, const char* bound, std::uint32_t bound_size,
                                           const char* sealed, std::uint32_t sealed_size) {
    return answered_or_failed(keys::open_sealed(secret_at<32>(key), {bound, bound_size}, {sealed, sealed_size}));
}

// How many parts the photo has, sealed; it must lie there until the last one was asked for.
EMSCRIPTEN_KEEPALIVE std::uint32_t keys_photo_begin(const std::uint8_t* blob_key, const char* photo,
                                                    std::uint32_t size) {
    held().sealer.emplace(secret_at<32>(blob_key), std::string_view(photo, size));
    return static_cast<std::uint32_t>(held().sealer->parts());
}

EMSCRIPTEN_KEEPALIVE const char* keys_photo_part(std::uint32_t number) {
    return held().sealer ? answered(held().sealer->part(number)) : failed({"no_photo", ""});
}

EMSCRIPTEN_KEEPALIVE void keys_photo_end() {
    held().sealer.reset();
    held().opener.reset();
}

// `sealed_size` of the whole blob, whole and below 2^53.
EMSCRIPTEN_KEEPALIVE const char* keys_photo_open(const std::uint8_t* blob_key, const char* head, std::uint32_t size,
                                                 double sealed_size) {
    auto opener =
        keys::PhotoOpener::begin(secret_at<32>(blob_key), {head, size}, static_cast<std::uint64_t>(sealed_size));
    if (!opener) {
        return failed(opener.error());
    }
    held().opener.emplace(*std::move(opener));
    return answered("");
}

EMSCRIPTEN_KEEPALIVE const char* keys_photo_piece(std::uint32_t number, const char* part, std::uint32_t size) {
    return held().opener ? answered_or_failed(held().opener->part(number, {part, size})) : failed({"no_photo", ""});
}

EMSCRIPTEN_KEEPALIVE const char* keys_new_pairing() {
    return answered(keys::PairingSecret::by_chance(held().random).view());
}

EMSCRIPTEN_KEEPALIVE const char* keys_pairing_words(const std::uint8_t* secret) {
    return answered(keys::pairing_words(secret_at<11>(secret)));
}

EMSCRIPTEN_KEEPALIVE const char* keys_pairing_text(const std::uint8_t* secret) {
    return answered(keys::pairing_text(secret_at<11>(secret)));
}

// The secret in what a camera read or a person typed.
EMSCRIPTEN_KEEPALIVE const char* keys_pairing_of(const char* text, std::uint32_t size) {
    const std::string_view read(text, size);
    const auto scanned = keys::pairing_of_text(read);
    const auto secret = scanned ? scanned : keys::pairing_of_words(read);
    return secret ? answered(secret->view()) : failed(secret.error());
}

// Lookup (16 bytes) and wrapping key (32), which the calls below take.
EMSCRIPTEN_KEEPALIVE const char* keys_pairing_keys(const std::uint8_t* secret) {
    const auto made = keys::pairing_keys(secret_at<11>(secret));
    if (!made) {
        return failed(made.error());
    }
    std::string& out = fresh();
    out.reserve(48);
    out += view(made->lookup);
    out += made->wrapping.view();
    return "";
}
}

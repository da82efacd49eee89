// What devices and edge say about accounts, and what is signed. Bodies are as in wire.hpp: one CBOR array [version 1, kind, fields…],
// all of it or nothing; refusals are wire::Refusal. An account is an Ed25519 key; its stream is named by that key, so that nobody can
// take a stream before its owner. A device is an Ed25519 key that the account's key vouched for.
// Signed are statements: CBOR arrays that begin with their purpose, so that none is another, and hold the host that the device
// believes to speak to and a challenge of that edge, so that none can be said again elsewhere or later.
// A device's name, and what a pairing offer wraps, are sealed: the edge keeps bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sync/operation.hpp"

namespace hypha::sync::account {

using Key = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;
using Lookup = std::array<std::uint8_t, 16>; // of a pairing offer

inline constexpr std::size_t kMostChallenge_bytes = 64;
inline constexpr std::size_t kMostName_bytes = 256;
inline constexpr std::size_t kMostWrapped_bytes = 256;
inline constexpr std::size_t kTicket_bytes = 32;
inline constexpr std::size_t kMostHost_bytes = 255;
inline constexpr std::size_t kMostBody_bytes = 2048;
inline constexpr std::size_t kMostDevices =
    32; // of an account, revoked ones too: they stay listed until there are too many

// GET /v1/challenge
struct Challenge {
    std::string challenge;
    std::int64_t wall_ms = 0;
    bool operator==(const Challenge&) const = default;
};

// POST /v1/device: the first device of an account, one that was paired, one that was restored from words. `ticket`: of a pairing offer
// that was taken, else empty.
struct Register {
    Key account{};
    Key device{};
    std::string challenge;
    std::string name;
    std::string ticket;
    Signature by_account{};
    Signature by_device{};
    bool operator==(const Register&) const = default;
};

// POST /v1/session: a device that lost its session.
struct SignIn {
    StreamId stream;
    Key device{};
    std::string challenge;
    Signature by_device{};
    bool operator==(const SignIn&) const = default;
};

// Answer of register, sign in and POST /v1/session/rotate, with a cookie.
struct Entered {
    StreamId stream;
    std::int64_t expires_ms = 0;
    bool operator==(const Entered&) const = default;
};

struct Device {
    Key key{};
    std::string name;
    std::int64_t added_ms = 0;
    std::int64_t seen_ms = 0;    // when it last began, or renewed, a session
    std::int64_t revoked_ms = 0; // 0: it is not
    bool is_asking = false;
    bool operator==(const Device&) const = default;
};

// GET /v1/devices
struct Devices {
    bool words_open = true; // the words alone let a device in
    std::vector<Device> devices;
    bool operator==(const Devices&) const = default;
};

// POST /v1/devices/rename
struct Rename {
    Key device{};
    std::string name;
    bool operator==(const Rename&) const = default;
};

// POST /v1/devices/revoke. `close_words`: whoever has the device may have the account's secret; words alone let nobody in any more.
struct Revoke {
    Key device{};
    bool close_words = false;
    bool operator==(const Revoke&) const = default;
};

// POST /v1/devices/words
struct Words {
    bool open = true;
    bool operator==(const Words&) const = default;
};

// POST /v1/pairing: in place of an offer before it.
struct Offer {
    Lookup lookup{};
    std::string wrapped;
    bool operator==(const Offer&) const = default;
};

struct Offered {
    std::int64_t expires_ms = 0;
    bool operator==(const Offered&) const = default;
};

// POST /v1/pairing/take: once.
struct Take {
    Lookup lookup{};
    bool operator==(const Take&) const = default;
};

struct Taken {
    std::string wrapped;
    std::string ticket;
    bool operator==(const Taken&) const = default;
};

// POST /v1/account/delete
struct Delete {
    std::string challenge;
    Signature by_account{};
    bool operator==(const Delete&) const = default;
};

// Answer where there is nothing to say.
struct Done {
    bool operator==(const Done&) const = default;
};

StreamId stream_of(const Key& account);

std::string statement(std::string_view host, const Register& message);
std::string statement(std::string_view host, const SignIn& message);
std::string statement(std::string_view host, const StreamId& stream, const Delete& message);

std::string encode(const Challenge& message);
std::string encode(const Register& message);
std::string encode(const SignIn& message);
std::string encode(const Entered& message);
std::string encode(const Devices& message);
std::string encode(const Rename& message);
std::string encode(const Revoke& message);
std::string encode(const Words& message);
std::string encode(const Offer& message);
std::string encode(const Offered& message);
std::string encode(const Take& message);
std::string encode(const Taken& message);
std::string encode(const Delete& message);
std::string encode(const Done& message);

std::optional<Challenge> decode_challenge(std::string_view body);
std::optional<Register> decode_register(std::string_view body);
std::optional<SignIn> decode_sign_in(std::string_view body);
std::optional<Entered> decode_entered(std::string_view body);
std::optional<Devices> decode_devices(std::string_view body);
std::optional<Rename> decode_rename(std::string_view body);
std::optional<Revoke> decode_revoke(std::string_view body);
std::optional<Words> decode_words(std::string_view body);
std::optional<Offer> decode_offer(std::string_view body);
std::optional<Offered> decode_offered(std::string_view body);
std::optional<Take> decode_take(std::string_view body);
std::optional<Taken> decode_taken(std::string_view body);
std::optional<Delete> decode_delete(std::string_view body);
std::optional<Done> decode_done(std::string_view body);

} // namespace hypha::sync::account

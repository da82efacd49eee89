// Over 300 lines because encoder and decoder of each message stand beside each other, field by field.
#include "core/sync/account_wire.hpp"

#include <algorithm>

#include "core/sync/cbor.hpp"
#include "core/sync/sha256.hpp"
#include "core/sync/wire_parts.hpp"

namespace hypha::sync::account {
namespace {

using wire_parts::read_bool, wire_parts::read_bytes, wire_parts::view, wire_parts::wholly;

enum Kind : std::uint8_t {
    challenge = 20,
    registration,
    sign_in,
    entered,
    devices,
    rename,
    revoke,
    words,
    offer,
    offered,
    take,
    taken,
    removal,
    done
};

constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kMostReply_bytes = 32 * 1024;

void write_ms(CborWriter& out, std::int64_t wall_ms) { out.number(static_cast<std::uint64_t>(wall_ms)); }

std::int64_t read_ms(CborReader& in) {
    const std::uint64_t wall_ms = in.number();
    if (wall_ms > static_cast<std::uint64_t>(Hlc::kLast_ms)) {
        in.fail();
        return 0;
    }
    return static_cast<std::int64_t>(wall_ms);
}

CborWriter begin(Kind kind, std::size_t fields) { return wire_parts::begin(kVersion, kind, fields); }

CborReader open(std::string_view body, Kind kind, std::size_t fields) {
    return wire_parts::open(body, kVersion, kind, fields, kMostReply_bytes);
}

std::string read_ticket(CborReader& in) {
    std::string ticket(in.bytes(kTicket_bytes));
    if (!ticket.empty() && ticket.size() != kTicket_bytes) {
        in.fail();
    }
    return ticket;
}

} // namespace

StreamId stream_of(const Key& account) {
    Sha256 sum;
    const Sha256::Digest digest = sum.add("hypha stream 1").add(view(account)).finish();
    StreamId stream;
    std::copy_n(digest.begin(), stream.value.size(), stream.value.begin());
    return stream;
}

std::string statement(std::string_view host, const Register& message) {
    CborWriter out;
    out.array(7).text("hypha register 1").text(host).bytes(message.challenge).bytes(view(message.account));
    out.bytes(view(message.device)).bytes(message.name).bytes(message.ticket);
    return out.take();
}

std::string statement(std::string_view host, const SignIn& message) {
    CborWriter out;
    out.array(5).text("hypha sign in 1").text(host).bytes(message.challenge);
    out.bytes(view(message.stream.value)).bytes(view(message.device));
    return out.take();
}

std::string statement(std::string_view host, const StreamId& stream, const Delete& message) {
    CborWriter out;
    out.array(4).text("hypha delete 1").text(host).bytes(message.challenge).bytes(view(stream.value));
    return out.take();
}

std::string encode(const Challenge& message) {
    CborWriter out = begin(challenge, 2);
    out.bytes(message.challenge);
    write_ms(out, message.wall_ms);
    return out.take();
}

std::optional<Challenge> decode_challenge(std::string_view body) {
    CborReader in = open(body, challenge, 2);
    Challenge message;
    message.challenge = in.bytes(kMostChallenge_bytes);
    message.wall_ms = read_ms(in);
    return wholly(in, std::move(message));
}

std::string encode(const Register& message) {
    CborWriter out = begin(registration, 7);
    out.bytes(view(message.account));
    out.bytes(view(message.device));
    out.bytes(message.challenge);
    out.bytes(message.name);
    out.bytes(message.ticket);
    out.bytes(view(message.by_account));
    out.bytes(view(message.by_device));
    return out.take();
}

std::optional<Register> decode_register(std::string_view body) {
    CborReader in = open(body, registration, 7);
    Register message;
    read_bytes(in, message.account);
    read_bytes(in, message.device);
    message.challenge = in.bytes(kMostChallenge_bytes);
    message.name = in.bytes(kMostName_bytes);
    message.ticket = read_ticket(in);
    read_bytes(in, message.by_account);
    read_bytes(in, message.by_device);
    return wholly(in, std::move(message));
}

std::string encode(const SignIn& message) {
    CborWriter out = begin(sign_in, 4);
    out.bytes(view(message.stream.value));
    out.bytes(view(message.device));
    out.bytes(message.challenge);
    out.bytes(view(message.by_device));
    return out.take();
}

std::optional<SignIn> decode_sign_in(std::string_view body) {
    CborReader in = open(body, sign_in, 4);
    SignIn message;
    read_bytes(in, message.stream.value);
    read_bytes(in, message.device);
    message.challenge = in.bytes(kMostChallenge_bytes);
    read_bytes(in, message.by_device);
    return wholly(in, std::move(message));
}

std::string encode(const Entered& message) {
    CborWriter out = begin(entered, 2);
    out.bytes(view(message.stream.value));
    write_ms(out, message.expires_ms);
    return out.take();
}

std::optional<Entered> decode_entered(std::string_view body) {
    CborReader in = open(body, entered, 2);
    Entered message;
    read_bytes(in, message.stream.value);
    message.expires_ms = read_ms(in);
    return wholly(in, message);
}

std::string encode(const Rename& message) {
    CborWriter out = begin(rename, 2);
    out.bytes(view(message.device));
    out.bytes(message.name);
    return out.take();
}

std::optional<Rename> decode_rename(std::string_view body) {
    CborReader in = open(body, rename, 2);
    Rename message;
    read_bytes(in, message.device);
    message.name = in.bytes(kMostName_bytes);
    return wholly(in, std::move(message));
}

std::string encode(const Revoke& message) {
    CborWriter out = begin(revoke, 2);
    out.bytes(view(message.device));
    out.number(message.close_words ? 1 : 0);
    return out.take();
}

std::optional<Revoke> decode_revoke(std::string_view body) {
    CborReader in = open(body, revoke, 2);
    Revoke message;
    read_bytes(in, message.device);
    message.close_words = read_bool(in);
    return wholly(in, message);
}

std::string encode(const Words& message) {
    CborWriter out = begin(words, 1);
    out.number(message.open ? 1 : 0);
    return out.take();
}

std::optional<Words> decode_words(std::string_view body) {
    CborReader in = open(body, words, 1);
    Words message;
    message.open = read_bool(in);
    return wholly(in, message);
}

std::string encode(const Offer& message) {
    CborWriter out = begin(offer, 2);
    out.bytes(view(message.lookup));
    out.bytes(message.wrapped);
    return out.take();
}

std::optional<Offer> decode_offer(std::string_view body) {
    CborReader in = open(body, offer, 2);
    Offer message;
    read_bytes(in, message.lookup);
    message.wrapped = in.bytes(kMostWrapped_bytes);
    return wholly(in, std::move(message));
}

std::string encode(const Offered& message) {
    CborWriter out = begin(offered, 1);
    write_ms(out, message.expires_ms);
    return out.take();
}

std::optional<Offered> decode_offered(std::string_view body) {
    CborReader in = open(body, offered, 1);
    Offered message;
    message.expires_ms = read_ms(in);
    return wholly(in, message);
}

std::string encode(const Take& message) {
    CborWriter out = begin(take, 1);
    out.bytes(view(message.lookup));
    return out.take();
}

std::optional<Take> decode_take(std::string_view body) {
    CborReader in = open(body, take, 1);
    Take message;
    read_bytes(in, message.lookup);
    return wholly(in, message);
}

std::string encode(const Taken& message) {
    CborWriter out = begin(taken, 2);
    out.bytes(message.wrapped);
    out.bytes(message.ticket);
    return out.take();
}

std::optional<Taken> decode_taken(std::string_view body) {
    CborReader in = open(body, taken, 2);
    Taken message;
    message.wrapped = in.bytes(kMostWrapped_bytes);
    message.ticket = read_ticket(in);
    return wholly(in, std::move(message));
}

std::string encode(const Delete& message) {
    CborWriter out = begin(removal, 2);
    out.bytes(message.challenge);
    out.bytes(view(message.by_account));
    return out.take();
}

std::optional<Delete> decode_delete(std::string_view body) {
    CborReader in = open(body, removal, 2);
    Delete message;
    message.challenge = in.bytes(kMostChallenge_bytes);
    read_bytes(in, message.by_account);
    return wholly(in, std::move(message));
}

std::string encode(const Devices& message) {
    CborWriter out = begin(devices, 2);
    out.number(message.words_open ? 1 : 0);
    out.array(message.devices.size());
    for (const Device& device : message.devices) {
        out.array(6).bytes(view(device.key)).bytes(device.name);
        write_ms(out, device.added_ms);
        write_ms(out, device.seen_ms);
        write_ms(out, device.revoked_ms);
        out.number(device.is_asking ? 1 : 0);
    }
    return out.take();
}

std::optional<Devices> decode_devices(std::string_view body) {
    CborReader in = open(body, devices, 2);
    Devices message;
    message.words_open = read_bool(in);
    const std::size_t count = in.array(kMostDevices);
    for (std::size_t i = 0; in.ok() && i < count; ++i) {
        Device device;
        in.array_of(6);
        read_bytes(in, device.key);
        device.name = in.bytes(kMostName_bytes);
        device.added_ms = read_ms(in);
        device.seen_ms = read_ms(in);
        device.revoked_ms = read_ms(in);
        device.is_asking = read_bool(in);
        message.devices.push_back(std::move(device));
    }
    return wholly(in, std::move(message));
}

std::string encode(const Done&) { return begin(done, 0).take(); }

std::optional<Done> decode_done(std::string_view body) { return wholly(open(body, done, 0), Done{}); }

} // namespace hypha::sync::account

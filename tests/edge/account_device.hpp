// A device with an account, as a browser's page of the edge would be one: its keys, its cookie, and its requests over real sockets.
// Whatever a test wants to be wrong it changes in between.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/sync/account_wire.hpp"
#include "core/sync/base64url.hpp"
#include "core/sync/wire.hpp"
#include "edge/api_stage.hpp"
#include "keys/account_keys.hpp"
#include "keys/pairing.hpp"
#include "native/random.hpp"

namespace hypha::edge {

namespace account = sync::account;

inline const std::string kOwnPage = "Hypha-App: 1\r\nOrigin: http://a\r\nSec-Fetch-Site: same-origin\r\n";

inline std::string code_of(const RawAnswer& answer) {
    const auto refusal = sync::wire::decode_refusal(answer.body);
    return refusal ? refusal->code : std::string();
}

struct AccountDevice {
    std::uint16_t port; // of the edge that it speaks to
    HostSurroundings world;
    native::PosixRandom random;
    keys::AccountSecret secret = keys::AccountSecret::by_chance(random);
    keys::SigningKey key = keys::signing_key_of(keys::Secret<32>::by_chance(random));
    std::string cookie; // its value
    std::string page = kOwnPage;
    std::string host = "a"; // what it believes to speak to

    explicit AccountDevice(std::uint16_t at) : port(at) {}
    explicit AccountDevice(const ApiStage& on) : port(on.server.port()) {}
    AccountDevice(const ApiStage& on, const keys::AccountSecret& shared) : AccountDevice(on.server.port(), shared) {}
    AccountDevice(std::uint16_t at, const keys::AccountSecret& shared) : port(at), secret(shared) {}

    [[nodiscard]] RawAnswer ask(const std::string& line, const std::string& more, std::string_view body = "") const {
        RawClient client(port);
        client.send(line + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n" + std::string(body));
        return client.read_answer();
    }

    [[nodiscard]] keys::AccountKeys keys() const { return keys::account_keys(secret); }

    [[nodiscard]] std::string fields() const {
        return page + (cookie.empty() ? "" : "Cookie: other=1; __Host-hypha=" + cookie + "\r\n");
    }
    [[nodiscard]] RawAnswer get(const std::string& path) const { return ask("GET " + path, fields()); }
    [[nodiscard]] RawAnswer post(const std::string& path, const std::string& body,
                                 const std::string& more = kCbor) const {
        return ask("POST " + path, fields() + more + "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
    }
    // Keeps a cookie that it was given, as a browser does.
    RawAnswer keep(RawAnswer answer) {
        if (const auto field = answer.fields.find("set-cookie"); field != answer.fields.end()) {
            const std::string& text = field->second;
            REQUIRE(text.starts_with("__Host-hypha="));
            REQUIRE(text.find("; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=") != std::string::npos);
            REQUIRE(text.find("Domain") == std::string::npos);
            cookie = text.substr(13, text.find(';') - 13);
        }
        return answer;
    }

    [[nodiscard]] std::string challenge() const {
        const RawAnswer answer = ask("GET /v1/challenge", "");
        REQUIRE(answer.status == 200);
        return account::decode_challenge(answer.body).value().challenge;
    }
    [[nodiscard]] std::string registration(const std::string& challenge, const std::string& ticket = "",
                                           const std::string& name = "sealed") const {
        account::Register message{keys().signing.public_key, key.public_key, challenge, name, ticket, {}, {}};
        const std::string said = account::statement(host, message);
        message.by_account = keys::sign(keys().signing, said);
        message.by_device = keys::sign(key, said);
        return encode(message);
    }
    RawAnswer enter(const std::string& ticket = "") {
        return keep(post("/v1/device", registration(challenge(), ticket)));
    }
    [[nodiscard]] std::string sign_in_body(const std::string& challenge) const {
        account::SignIn message{keys().stream, key.public_key, challenge, {}};
        message.by_device = keys::sign(key, account::statement(host, message));
        return encode(message);
    }
    RawAnswer sign_in() { return keep(post("/v1/session", sign_in_body(challenge()))); }
    RawAnswer rotate() { return keep(post("/v1/session/rotate", "", "")); }
    [[nodiscard]] account::Devices devices() const {
        const RawAnswer answer = get("/v1/devices");
        REQUIRE(answer.status == 200);
        return account::decode_devices(answer.body).value();
    }
    [[nodiscard]] RawAnswer revoke(const keys::PublicKey& device, bool close_words = false) const {
        return post("/v1/devices/revoke", encode(account::Revoke{device, close_words}));
    }
    [[nodiscard]] RawAnswer offer(const keys::PairingKeys& pairing) {
        return post("/v1/pairing", encode(account::Offer{pairing.lookup, keys::wrap_secret(pairing, secret, random)}));
    }
    [[nodiscard]] RawAnswer take(const keys::PairingKeys& pairing) const {
        return post("/v1/pairing/take", encode(account::Take{pairing.lookup}));
    }
    [[nodiscard]] std::string deletion(const std::string& challenge) const {
        account::Delete message{challenge, {}};
        message.by_account = keys::sign(keys().signing, account::statement(host, keys().stream, message));
        return encode(message);
    }
    [[nodiscard]] std::string push_body(std::uint64_t batch_no = 1, const std::string& value = "v") const {
        const sync::Hlc hlc = sync::Hlc::at(world.wall_ms());
        sync::wire::Push push{keys().stream, 0, {}, sync::DeviceId{7}, batch_no, 0, {}};
        push.operations.push_back(
            {"find", "k", {hlc, sync::DeviceId{7}}, hlc, {{"note", value, false, {}, std::nullopt}}});
        return encode(push);
    }
    [[nodiscard]] RawAnswer push(std::uint64_t batch_no = 1) const { return post("/v1/push", push_body(batch_no)); }
};

} // namespace hypha::edge

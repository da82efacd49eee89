// What src/edge/THREATS.md says of accounts, line by line: who tries what, and that it does not work. Over real sockets.
#include "edge/account_device.hpp"

#include "keys/recovery_words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <future>
#include <string>

using namespace hypha;
using namespace hypha::edge;

TEST_CASE("attack: a registration that is said again, later or elsewhere, lets nobody in", "[accounts][attack]") {
    ApiStage stage;
    AccountDevice phone(stage);
    const std::string body = phone.registration(phone.challenge());
    REQUIRE(phone.post("/v1/device", body).status == 200);
    const RawAnswer replayed = phone.post("/v1/device", body);
    CHECK(replayed.status == 409);
    CHECK(code_of(replayed) == "challenge_used");
    CHECK_FALSE(replayed.fields.contains("set-cookie"));

    const std::string sign_in = phone.sign_in_body(phone.challenge());
    REQUIRE(phone.post("/v1/session", sign_in).status == 200);
    CHECK(code_of(phone.post("/v1/session", sign_in)) == "challenge_used");

    ApiStage elsewhere; // the challenge of another edge
    AccountDevice there(elsewhere, phone.secret);
    CHECK(code_of(there.post("/v1/device", phone.registration(phone.challenge()))) == "challenge_wrong");

    AccountDevice lured(stage, phone.secret); // a device that believes to speak to another host
    lured.host = "evil.example";
    CHECK(code_of(lured.enter()) == "signature_wrong");
    CHECK(code_of(lured.sign_in()) == "signature_wrong");

    AccountTimes short_times;
    short_times.challenge_ms = -1;
    ApiStage late({}, short_times);
    AccountDevice slow(late);
    CHECK(code_of(slow.enter()) == "challenge_wrong");
}

TEST_CASE("attack: whoever has not both keys registers nothing, and nobody takes a stream before its owner",
          "[accounts][attack]") {
    ApiStage stage;
    AccountDevice phone(stage);
    AccountDevice thief(stage);
    const std::string good = phone.registration(phone.challenge());
    const auto message = account::decode_register(good).value();
    const auto refused = [&](account::Register wrong) {
        const RawAnswer answer = thief.post("/v1/device", encode(wrong));
        CHECK_FALSE(answer.fields.contains("set-cookie"));
        return code_of(answer);
    };
    account::Register wrong = message;
    wrong.device = thief.key.public_key; // its own device under another's account
    wrong.by_device = keys::sign(thief.key, account::statement("a", wrong));
    CHECK(refused(wrong) == "signature_wrong");
    wrong = message;
    wrong.account = thief.keys().signing.public_key; // another's device under its own account
    wrong.by_account = keys::sign(thief.keys().signing, account::statement("a", wrong));
    CHECK(refused(wrong) == "signature_wrong");
    for (auto* const changed : {&wrong.name, &wrong.challenge, &wrong.ticket}) {
        wrong = message;
        *changed = changed == &wrong.ticket ? std::string(32, 'x') : *changed + "x";
        CHECK(refused(wrong) != "");
    }
    std::swap((wrong = message).by_account, wrong.by_device);
    CHECK(refused(wrong) == "signature_wrong");
    CHECK(stage.ask("GET /v1/challenge", "").status == 200);
    CHECK(thief.post("/v1/device", good.substr(0, good.size() - 1)).status == 400);
    CHECK(phone.post("/v1/device", good).status == 200); // the one that is right still is
}

TEST_CASE("attack: a forged stream: a device's session speaks of its own stream alone", "[accounts][attack]") {
    ApiStage stage;
    AccountDevice phone(stage);
    AccountDevice thief(stage);
    REQUIRE(phone.enter().status == 200);
    REQUIRE(thief.enter().status == 200);
    const RawAnswer forged = thief.post("/v1/push", phone.push_body());
    CHECK(forged.status == 403);
    CHECK(code_of(forged) == "forged_stream");
    // Its own secret under another stream's name is no session there.
    auto bytes = sync::from_base64url(thief.cookie).value();
    const sync::StreamId stream = phone.keys().stream;
    std::copy(stream.value.begin(), stream.value.end(), bytes.begin());
    thief.cookie = sync::to_base64url(bytes);
    CHECK(thief.push().status == 401);
    CHECK(thief.get("/v1/devices").status == 401);
    CHECK(code_of(phone.post("/v1/devices/revoke", encode(account::Revoke{thief.key.public_key, false}))) ==
          "no_device");
}

TEST_CASE("attack: a stolen cookie ends with the rotation after it, and with a sign-in, and never deletes",
          "[accounts][attack]") {
    AccountTimes times;
    times.grace_ms = 0;
    ApiStage stage({}, times);
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    AccountDevice thief(stage); // has the cookie and neither key
    thief.cookie = phone.cookie;
    CHECK(thief.get("/v1/devices").status == 200);
    CHECK(code_of(thief.post("/v1/account/delete", thief.deletion(thief.challenge()))) == "signature_wrong");
    REQUIRE(phone.rotate().status == 200);
    CHECK(thief.get("/v1/devices").status == 401);
    thief.cookie = phone.cookie;
    REQUIRE(thief.rotate().status == 200); // the thief was faster
    CHECK(phone.get("/v1/devices").status == 401);
    REQUIRE(phone.sign_in().status == 200); // by its key, which was not stolen
    CHECK(thief.get("/v1/devices").status == 401);
    CHECK(phone.push().status == 200);
}

TEST_CASE("attack: a session that expired opens nothing", "[accounts][attack]") {
    AccountTimes times;
    times.session_ms = -1;
    ApiStage stage({}, times);
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    CHECK(phone.push().status == 401);
}

TEST_CASE("attack: a revoked device gets no further request through, on a connection that is open too",
          "[accounts][attack]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    AccountDevice tablet(stage, phone.secret);
    REQUIRE(tablet.enter().status == 200);
    RawClient open(stage.server.port());
    const std::string ask = "GET /v1/devices HTTP/1.1\r\nHost: a\r\n" + tablet.fields() + "\r\n";
    open.send(ask);
    CHECK(open.read_answer().status == 200);
    REQUIRE(phone.revoke(tablet.key.public_key).status == 200);
    open.send(ask);
    CHECK(open.read_answer().status == 401);
    CHECK(tablet.rotate().status == 401);
    CHECK(tablet.revoke(phone.key.public_key).status == 401);
    const auto pairing = keys::pairing_keys(keys::PairingSecret::by_chance(tablet.random)).value();
    CHECK(tablet.offer(pairing).status == 401);
}

TEST_CASE("attack: a page of another site with the person's cookie changes nothing and reads nothing",
          "[accounts][attack]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    for (const char* page :
         {"", "Hypha-App: 1\r\nOrigin: https://evil.example\r\n", "Hypha-App: 1\r\nOrigin: null\r\n",
          "Hypha-App: 1\r\nSec-Fetch-Site: cross-site\r\n", "Hypha-App: 1\r\nSec-Fetch-Site: same-site\r\n",
          "Hypha-App: 1\r\nOrigin: http://a\r\nOrigin: http://a\r\n",
          "Origin: http://a\r\nSec-Fetch-Site: same-origin\r\n", "Hypha-App: 1\r\nHypha-App: 1\r\n"}) {
        CAPTURE(page);
        phone.page = page;
        for (const RawAnswer& answer :
             {phone.push(), phone.get("/v1/devices"), phone.get("/v1/pull?ask=Zg"), phone.get("/v1/export"),
              phone.rotate(), phone.revoke(phone.key.public_key), phone.post("/v1/device", "x"),
              phone.post("/v1/session", "x"), phone.post("/v1/pairing/take", "x")}) {
            CHECK(answer.status == 403);
            CHECK(code_of(answer) == "cross_site");
            CHECK_FALSE(answer.fields.contains("access-control-allow-origin"));
            CHECK_FALSE(answer.fields.contains("set-cookie"));
        }
    }
    // The preflight that would let such a page add the field is refused.
    const RawAnswer preflight =
        stage.ask("OPTIONS /v1/push", "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                                      "Access-Control-Request-Headers: hypha-app\r\n");
    CHECK(preflight.status == 405);
    CHECK_FALSE(preflight.fields.contains("access-control-allow-origin"));
    phone.page = kOwnPage;
    CHECK(phone.devices().devices[0].revoked_ms == 0);
}

TEST_CASE("attack: a cookie beside a wrong token: the field Authorization is all that counts", "[accounts][attack]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    CHECK(stage.ask("GET /v1/devices", phone.fields() + "Authorization: Bearer x\r\n").status == 401);
    CHECK(stage.ask("GET /v1/devices", phone.fields() + "Authorization:\r\n").status == 401);
}

TEST_CASE("attack: wrong types, codings, sizes and nonsense at every path of an account", "[accounts][attack]") {
    ServerLimits limits;
    limits.door_rate = {0, 1};
    ApiStage stage(limits);
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    for (const char* path : {"/v1/device", "/v1/session", "/v1/devices/rename", "/v1/devices/revoke",
                             "/v1/devices/words", "/v1/pairing", "/v1/pairing/take", "/v1/account/delete"}) {
        CAPTURE(path);
        for (const char* type : {"", "Content-Type: application/json\r\n", "Content-Type: text/plain\r\n",
                                 "Content-Type: application/x-www-form-urlencoded\r\n",
                                 "Content-Type: application/cbor\r\nContent-Encoding: gzip\r\n"}) {
            CHECK(phone.post(path, "x", type).status == 415);
        }
        CHECK(phone.post(path, std::string(2049, 'x')).status == 413);
        // Without a length: the limit is of what comes.
        RawClient chunked(stage.server.port());
        chunked.send("POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + phone.fields() + kCbor +
                     "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + std::string(4096, 'x') + "\r\n0\r\n\r\n");
        CHECK(chunked.read_answer().status == 413);
        for (const std::string& body :
             {std::string(), std::string("x"), std::string(2048, '\x9f'), std::string("\x81\x01"),
              encode(sync::wire::Refusal{{}, "gap", 1}), std::string(2000, '\x81')}) {
            CHECK(phone.post(path, body).status == 400);
        }
        CHECK(phone.get(path).status == 405);
        CHECK(phone.post(std::string(path) + "?x=1", "x").status == 400);
        CHECK(phone.post(std::string(path) + "/", "x").status == 404);
    }
    CHECK(stage.ask("POST /v1/devices/rename", kOwnPage + kCbor + "Content-Length: 9999999\r\n").status ==
          401); // before the size
}

TEST_CASE("attack: a pairing offer is taken once, in time, and by whoever knows its name; guesses run dry",
          "[accounts][attack]") {
    ServerLimits limits;
    limits.door_rate = {0.01, 8};
    ApiStage stage(limits);
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200); // two of eight
    const auto pairing = keys::pairing_keys(keys::PairingSecret::by_chance(phone.random)).value();
    const auto newer = keys::pairing_keys(keys::PairingSecret::by_chance(phone.random)).value();
    REQUIRE(phone.offer(pairing).status == 200);
    REQUIRE(phone.offer(newer).status == 200);
    AccountDevice tablet(stage);
    CHECK(code_of(tablet.take(pairing)) == "no_offer"); // another one is in its place
    CHECK(tablet.take(newer).status == 200);
    const RawAnswer second = tablet.take(newer);
    CHECK(second.status == 404);
    CHECK(code_of(second) == "no_offer");
    REQUIRE(phone.offer(pairing).status == 200);
    int guesses = 0;
    RawAnswer guess;
    for (; guesses < 20; ++guesses) {
        guess = tablet.take(keys::PairingKeys{{static_cast<std::uint8_t>(guesses)}, {}});
        if (guess.status == 429) {
            break;
        }
        CHECK(guess.status == 404);
    }
    CHECK(guesses == 3);
    CHECK(std::stoi(guess.fields.at("retry-after")) > 50);
    CHECK(tablet.take(pairing).status == 429);  // even the right one, from there
    CHECK(phone.devices().devices.size() == 1); // who is in goes on
}

TEST_CASE("attack: an offer that came too late opens nothing, and what the edge holds of it is sealed",
          "[accounts][attack]") {
    AccountTimes times;
    times.offer_ms = -1;
    ApiStage stage({}, times);
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    const auto pairing = keys::pairing_keys(keys::PairingSecret::by_chance(phone.random)).value();
    REQUIRE(phone.offer(pairing).status == 200);
    AccountDevice tablet(stage);
    CHECK(code_of(tablet.take(pairing)) == "no_offer");
    const std::string wrapped = keys::wrap_secret(pairing, phone.secret, phone.random);
    CHECK(wrapped.find(std::string(phone.secret.view())) == std::string::npos);
    CHECK_FALSE(keys::unwrap_secret({pairing.lookup, {}}, wrapped)); // of all that the edge knows
}

TEST_CASE("attack: a deletion that is said again, by another's key, or without a session", "[accounts][attack]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    AccountDevice other(stage);
    REQUIRE(other.enter().status == 200);
    CHECK(code_of(phone.post("/v1/account/delete", other.deletion(other.challenge()))) == "signature_wrong");
    CHECK(code_of(other.post("/v1/account/delete", phone.deletion(phone.challenge()))) == "signature_wrong");
    AccountDevice nobody(stage, phone.secret);
    CHECK(nobody.post("/v1/account/delete", phone.deletion(phone.challenge())).status == 401);
    CHECK(phone.devices().devices.size() == 1);
    CHECK(other.devices().devices.size() == 1);
}

TEST_CASE("attack: strangers leave nothing behind: questions about accounts that are none make no row",
          "[accounts][attack]") {
    ServerLimits limits;
    limits.door_rate = {0, 1};
    ApiStage stage(limits);
    AccountDevice stranger(stage);
    stranger.cookie = sync::to_base64url(std::string(48, 'x'));
    for (int i = 0; i < 20; ++i) {
        AccountDevice one(stage);
        CHECK(one.sign_in().status == 403);
        CHECK(stranger.push().status == 401);
        CHECK(stranger.take({}).status == 404);
    }
    std::promise<std::size_t> counted;
    stage.threads().run([&](ServedStore& store, sync::Edge&) {
        counted.set_value(store.streams_after(std::nullopt, 100).value().size());
    });
    CHECK(counted.get_future().get() == 0);
}

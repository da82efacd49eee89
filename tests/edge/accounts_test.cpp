// Accounts over real sockets, as they are meant to be used: from the first start to the receipt of a deletion. What others try is in
// accounts_attack_test.cpp.
#include "edge/account_device.hpp"
#include "edge/contribution_stage.hpp"

#include "core/base/hex.hpp"
#include "core/sync/sha256.hpp"
#include "keys/recovery_words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge;
using nlohmann::json;

TEST_CASE("a first device makes an account and syncs by its cookie; a machine's token goes on working", "[accounts]") {
    ApiStage stage;
    AccountDevice phone(stage);
    CHECK(phone.push().status == 401);
    const RawAnswer entered = phone.enter();
    REQUIRE(entered.status == 200);
    const auto reply = account::decode_entered(entered.body);
    REQUIRE(reply);
    CHECK(reply->stream == phone.keys().stream);
    CHECK(reply->expires_ms > stage.world.wall_ms() + std::int64_t{89} * 24 * 60 * 60 * 1000);
    CHECK(phone.push().status == 200);
    CHECK(phone.get("/v1/pull?ask=Zg").status == 400); // let in, and malformed
    const account::Devices list = phone.devices();
    REQUIRE(list.devices.size() == 1);
    CHECK(list.devices[0].key == phone.key.public_key);
    CHECK(list.devices[0].name == "sealed");
    CHECK(list.devices[0].is_asking);
    CHECK(list.words_open);
    CHECK(stage.push(bearer(stage.mine.token) + kCbor, stage.push_body(stage.mine)).status == 200);
    CHECK(stage.ask("GET /v1/devices", bearer(stage.mine.token)).status == 403); // and is no device
}

TEST_CASE("a second device is paired by a code; it registers itself with what the first one wrapped", "[accounts]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    const auto shown = keys::PairingSecret::by_chance(phone.random);
    const RawAnswer offered = phone.offer(keys::pairing_keys(shown).value());
    REQUIRE(offered.status == 200);
    CHECK(account::decode_offered(offered.body)->expires_ms > stage.world.wall_ms() + 290'000);

    AccountDevice tablet(stage);
    const auto typed = keys::pairing_of_words(keys::pairing_words(shown));
    REQUIRE(typed);
    const auto pairing = keys::pairing_keys(*typed).value();
    const RawAnswer taken = tablet.take(pairing);
    REQUIRE(taken.status == 200);
    const auto message = account::decode_taken(taken.body);
    REQUIRE(message);
    tablet.secret = keys::unwrap_secret(pairing, message->wrapped).value();
    CHECK(tablet.secret == phone.secret);
    REQUIRE(tablet.enter(message->ticket).status == 200);
    CHECK(phone.devices().devices.size() == 2);
    CHECK(tablet.push().status == 200);
    CHECK(phone.push(2).status == 200); // one stream
}

TEST_CASE("24 words let a new device in without any other", "[accounts]") {
    ApiStage stage;
    AccountDevice lost(stage);
    REQUIRE(lost.enter().status == 200);
    const std::string words = keys::recovery_words(lost.secret);
    AccountDevice fresh(stage, keys::secret_of_words(words).value());
    REQUIRE(fresh.enter().status == 200);
    CHECK(fresh.keys().stream == lost.keys().stream);
    CHECK(fresh.push().status == 200);
}

TEST_CASE("rotation: the next cookie holds, the one before only for a moment, and a lost answer locks nobody out",
          "[accounts]") {
    AccountTimes times;
    times.grace_ms = 60'000;
    ApiStage stage({}, times);
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    const std::string first = phone.cookie;
    REQUIRE(phone.rotate().status == 200);
    const std::string second = phone.cookie;
    CHECK(first != second);
    CHECK(phone.devices().devices.size() == 1);
    phone.cookie = first; // its answer was lost
    CHECK(phone.devices().devices.size() == 1);
    REQUIRE(phone.rotate().status == 200);
    const std::string third = phone.cookie;
    CHECK(third != second);
    CHECK(phone.devices().devices.size() == 1);
    phone.cookie = second; // which nobody got
    CHECK(phone.get("/v1/devices").status == 401);
}

TEST_CASE("a device that lost its session signs in by its own key", "[accounts]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    const std::string before = phone.cookie;
    REQUIRE(phone.sign_in().status == 200);
    CHECK(phone.cookie != before);
    CHECK(phone.push().status == 200);
    phone.cookie = before;
    CHECK(phone.push(2).status == 401); // one session a device
    AccountDevice stranger(stage);
    const RawAnswer refused = stranger.sign_in();
    CHECK(refused.status == 403);
    CHECK(code_of(refused) == "device_unknown");
}

TEST_CASE("devices are listed, renamed and revoked; a revocation holds for the next request, and signs itself out",
          "[accounts]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    AccountDevice tablet(stage, phone.secret);
    REQUIRE(tablet.enter().status == 200);
    REQUIRE(phone.post("/v1/devices/rename", encode(account::Rename{tablet.key.public_key, "another"})).status == 200);
    CHECK(tablet.devices().devices[1].name == "another");
    CHECK(phone.post("/v1/devices/rename", encode(account::Rename{{9}, "x"})).status == 404);
    CHECK(tablet.push().status == 200);
    REQUIRE(phone.revoke(tablet.key.public_key).status == 200);
    CHECK(tablet.push(2).status == 401);
    CHECK(tablet.get("/v1/devices").status == 401);
    CHECK(code_of(tablet.sign_in()) == "device_revoked");
    CHECK(code_of(tablet.enter()) == "device_known"); // not under the same key
    CHECK(phone.devices().devices[1].revoked_ms > 0);
    CHECK(phone.push(2).status == 200);
    const RawAnswer own = phone.keep(phone.revoke(phone.key.public_key));
    CHECK(own.status == 200);
    CHECK(phone.cookie.empty()); // the browser forgets it
}

TEST_CASE("a stolen device keeps the secret: with the words closed it does not come back, a paired one does",
          "[accounts]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    AccountDevice stolen(stage, phone.secret);
    REQUIRE(stolen.enter().status == 200);
    REQUIRE(phone.revoke(stolen.key.public_key, true).status == 200);
    CHECK_FALSE(phone.devices().words_open);
    AccountDevice thief(stage, phone.secret); // a new key of its own, vouched for by the account's
    CHECK(code_of(thief.enter()) == "ticket_wrong");
    CHECK(code_of(thief.enter(std::string(32, 't'))) == "ticket_wrong");
    const auto pairing = keys::pairing_keys(keys::PairingSecret::by_chance(phone.random)).value();
    REQUIRE(phone.offer(pairing).status == 200);
    AccountDevice tablet(stage, phone.secret);
    const auto taken = account::decode_taken(tablet.take(pairing).body);
    REQUIRE(taken);
    REQUIRE(tablet.enter(taken->ticket).status == 200);
    CHECK(code_of(thief.enter(taken->ticket)) == "ticket_wrong"); // once
    REQUIRE(phone.post("/v1/devices/words", encode(account::Words{true})).status == 200);
    CHECK(thief.enter().status == 200); // as it says
}

TEST_CASE("an account has sixteen devices at most; revoked ones make room, oldest first", "[accounts]") {
    ServerLimits limits;
    limits.door_rate = {0, 1};
    ApiStage stage(limits);
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    for (int i = 1; i < 16; ++i) {
        AccountDevice other(stage, phone.secret);
        REQUIRE(other.enter().status == 200);
    }
    AccountDevice one_more(stage, phone.secret);
    CHECK(code_of(one_more.enter()) == "too_many_devices");
    for (int round = 0; round < 20; ++round) {
        const account::Devices list = phone.devices();
        for (const account::Device& device : list.devices) {
            if (!device.is_asking && device.revoked_ms == 0) {
                REQUIRE(phone.revoke(device.key).status == 200);
                break;
            }
        }
        AccountDevice next(stage, phone.secret);
        REQUIRE(next.enter().status == 200);
    }
    CHECK(phone.devices().devices.size() == account::kMostDevices);
}

TEST_CASE("export: all that the edge keeps of a person, page by page, and nobody else's", "[accounts]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    AccountDevice other(stage);
    REQUIRE(other.enter().status == 200);
    REQUIRE(other.post("/v1/push", other.push_body(1, "another's")).status == 200);
    sync::wire::Push push{phone.keys().stream, 0, {}, sync::DeviceId{7}, 1, 0, {}};
    for (int i = 0; i < 450; ++i) {
        const sync::Hlc hlc = sync::Hlc::at(stage.world.wall_ms());
        push.operations.push_back({"find",
                                   "k" + std::to_string(i),
                                   {hlc, sync::DeviceId{7}},
                                   hlc,
                                   {{"note", "value " + std::to_string(i), false, {}, std::nullopt}}});
    }
    push.operations[449].columns[0].blob = sync::BlobHash{{1}}; // waits for a photo that never came
    REQUIRE(phone.post("/v1/push", encode(push)).status == 200);
    const std::string part = "a sealed photo";
    const std::string hash = to_hex(sync::sha256(part));
    const auto pushed = phone.get("/v1/devices");
    REQUIRE(pushed.status == 200);
    std::map<std::string, std::size_t> rows;
    std::string all;
    std::size_t pages = 0;
    // This edge has no desk for contributions: it says that it cannot, and does not leave them out.
    for (std::string from; pages == 0 || from != "contributions"; ++pages) {
        REQUIRE(pages < 50);
        const RawAnswer answer = phone.get("/v1/export" + (from.empty() ? "" : "?from=" + from));
        REQUIRE(answer.status == 200);
        CHECK(answer.fields.at("content-type") == "application/json");
        CHECK(answer.fields.at("cache-control") == "no-store");
        const json page = json::parse(answer.body);
        rows[page["section"].get<std::string>()] += page["rows"].size();
        all += answer.body;
        REQUIRE(page["next"].is_string());
        from = page["next"].get<std::string>();
    }
    const RawAnswer without_desk = phone.get("/v1/export?from=contributions");
    CHECK(without_desk.status == 503);
    CHECK(code_of(without_desk) == "store_failed");
    CHECK(rows["account"] == 1);
    CHECK(rows["cells"] == 449);
    CHECK(rows["operations"] == 449);
    CHECK(rows["waiting"] == 1);
    CHECK(pages >= 8);
    CHECK(all.find(sync::to_base64url("value 17")) != std::string::npos);
    CHECK(all.find(sync::to_base64url("another's")) == std::string::npos);
    CHECK(all.find(phone.cookie) == std::string::npos);
    CHECK(phone.get("/v1/export?from=nothing").status == 400);
    CHECK(phone.get("/v1/export?from=cells.!").status == 400);
    CHECK(phone.get("/v1/export?from=operations.-1").status == 400);
    CHECK(phone.get("/v1/export?other=1").status == 400);
    CHECK(stage.ask("GET /v1/export", bearer(stage.mine.token)).status == 200); // a machine's own
}

TEST_CASE(
    "delete: by the account's key; a receipt that the stream's owner can check; nothing is left and nothing comes back",
    "[accounts]") {
    ContributionStage stage;
    AccountDevice phone(stage.server.port());
    REQUIRE(phone.enter().status == 200);
    AccountDevice tablet(stage.server.port(), phone.secret);
    REQUIRE(tablet.enter().status == 200);
    REQUIRE(phone.push().status == 200);
    const RawAnswer deleted = phone.keep(phone.post("/v1/account/delete", phone.deletion(phone.challenge())));
    REQUIRE(deleted.status == 200);
    CHECK(phone.cookie.empty());
    json receipt = json::parse(deleted.body);
    CHECK(receipt["stream_sha256"] == to_hex(sync::sha256(to_hex(phone.keys().stream.value))));
    CHECK(receipt["operations"] == 1);
    CHECK(tablet.push(2).status == 401);
    CHECK(code_of(tablet.sign_in()) == "device_unknown");
    const RawAnswer again = phone.enter();
    CHECK(again.status == 410);
    CHECK(code_of(again) == "account_deleted");
    AccountDevice other(stage.server.port());
    CHECK(other.enter().status == 200);
}

TEST_CASE("delete where contributions cannot be reached: nobody is in any more, and no receipt says that all is gone",
          "[accounts]") {
    ApiStage stage; // without a desk for them
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    REQUIRE(phone.push().status == 200);
    const RawAnswer deleted = phone.keep(phone.post("/v1/account/delete", phone.deletion(phone.challenge())));
    CHECK(deleted.status == 503);
    CHECK(code_of(deleted) == "store_failed");
    CHECK(phone.cookie.empty());
    CHECK(phone.push(2).status == 401);
    CHECK(code_of(phone.enter()) == "account_deleted");
}

TEST_CASE("a closed edge makes no new account, and lets a device of an old one in", "[accounts]") {
    ApiStage stage;
    AccountDevice phone(stage);
    REQUIRE(phone.enter().status == 200);
    AccountTimes closed;
    closed.registration_open = false;
    stage.server.server().api()->set_accounts(closed, {}); // while nobody asks
    AccountDevice stranger(stage);
    const RawAnswer refused = stranger.enter();
    CHECK(refused.status == 403);
    CHECK(code_of(refused) == "registration_closed");
    AccountDevice tablet(stage, phone.secret);
    CHECK(tablet.enter().status == 200);
}

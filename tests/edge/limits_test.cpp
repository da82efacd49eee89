// Limits in time and by address: as tables, and over real sockets, where a client that asks too much is told when to come back.
#include "edge/api_stage.hpp"
#include "edge/client_address.hpp"
#include "edge/rate_limiter.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

using namespace hypha;
using namespace hypha::edge;
using namespace std::chrono_literals;

namespace {

AddressKey key(std::string_view text) { return parse_address(text).value(); }

std::string from(std::string_view address) { return "X-Forwarded-For: " + std::string(address) + "\r\n"; }

} // namespace

TEST_CASE("a bucket gives its burst at once, then its rate, and says when to come back", "[limits]") {
    RateLimiter limiter({2, 3});
    const RateLimiter::Time start{};
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(limiter.refuse("a", start));
    }
    CHECK(limiter.refuse("a", start) == 1U);
    CHECK_FALSE(limiter.refuse("b", start)); // each its own
    CHECK(limiter.refuse("a", start + 400ms) == 1U);
    CHECK_FALSE(limiter.refuse("a", start + 500ms));
    CHECK(limiter.refuse("a", start + 500ms).has_value());
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(limiter.refuse("a", start + 1h)); // never more than the burst
    }
    CHECK(limiter.refuse("a", start + 1h).has_value());
    RateLimiter slow({0.1, 1});
    CHECK_FALSE(slow.refuse("a", start));
    CHECK(slow.refuse("a", start) == 10U);
    RateLimiter none({0, 1});
    for (int i = 0; i < 100; ++i) {
        CHECK_FALSE(none.refuse("a", start));
    }
}

TEST_CASE("many keys cost bounded memory: who asked longest ago is forgotten, who asks now is not", "[limits]") {
    RateLimiter limiter({0.001, 1}, 3);
    const RateLimiter::Time now{};
    for (const char* one : {"a", "b", "c"}) {
        CHECK_FALSE(limiter.refuse(one, now));
    }
    CHECK(limiter.refuse("a", now));
    CHECK_FALSE(limiter.refuse("d", now)); // in the place of b
    CHECK(limiter.refuse("a", now));
    CHECK(limiter.refuse("c", now));
    CHECK_FALSE(limiter.refuse("b", now));
}

TEST_CASE("who asks: the peer, or what a trusted proxy says of it, and never what the client wrote before",
          "[limits]") {
    const std::vector<AddressKey> proxies{key("10.0.0.1"), key("::1")};
    struct Row {
        const char* peer;
        const char* field;
        const char* client;
    };
    for (const Row& row :
         {Row{"203.0.113.9", "198.51.100.7", "203.0.113.9"}, // a stranger's field is nothing
          Row{"10.0.0.1", "198.51.100.7", "198.51.100.7"},
          Row{"10.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"}, // what he put there himself is before it
          Row{"10.0.0.1", "198.51.100.7, ::1", "198.51.100.7"},     // two of ours in a row
          Row{"::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},     // a /64 is one
          Row{"10.0.0.1", "", "10.0.0.1"}, Row{"10.0.0.1", "unknown", "10.0.0.1"},
          Row{"10.0.0.1", "198.51.100.7,", "10.0.0.1"}, Row{"::ffff:10.0.0.1", "8.8.8.8", "8.8.8.8"}}) {
        CAPTURE(row.peer, row.field);
        CHECK(client_address(key(row.peer), row.field, proxies) == key(row.client));
    }
    CHECK(key("203.0.113.9") != key("203.0.113.10"));
    CHECK(key("2001:db8::1") == key("2001:db8::2"));
    CHECK_FALSE(parse_address("300.1.1.1"));
    CHECK_FALSE(parse_address(""));
}

TEST_CASE("an address that asks too often gets 429 with the seconds, others do not, and the site counts too",
          "[limits]") {
    ServerLimits limits;
    limits.address_rate = {0.01, 4};
    limits.trusted_proxies = {key("127.0.0.1")};
    ApiStage stage(limits);
    const std::string me = bearer(stage.mine.token);
    CHECK(stage.ask("GET /", from("198.51.100.7")).status == 200);
    CHECK(stage.ask("GET /healthz", from("198.51.100.7")).status == 200);
    CHECK(stage.ask("GET /v1/pull?ask=Zg", me + from("198.51.100.7")).status == 400);
    CHECK(stage.ask("GET /nowhere", from("198.51.100.7")).status == 404);
    for (const char* line : {"GET /", "GET /v1/pull?ask=Zg", "HEAD /healthz"}) {
        CAPTURE(line);
        const RawAnswer refused = stage.ask(line, me + from("198.51.100.7"));
        CHECK(refused.status == 429);
        CHECK(std::stoi(refused.fields.at("retry-after")) > 50);
        CHECK(refused.fields.at("x-content-type-options") == "nosniff");
    }
    CHECK(stage.ask("GET /", from("198.51.100.7, 203.0.113.1")).status == 200); // another address
    CHECK(stage.ask("GET /", "X-Forwarded-For: 203.0.113.1\r\nX-Forwarded-For: 198.51.100.7\r\n").status == 429);
    CHECK(stage.server.server().metrics().limited_by_address == 4);
}

TEST_CASE("a session that asks too often gets 429 wherever it comes from; another one goes on", "[limits]") {
    ServerLimits limits;
    limits.session_rate = {0.01, 2};
    ApiStage stage(limits);
    const std::string body = stage.push_body(stage.mine);
    CHECK(stage.push(bearer(stage.mine.token) + kCbor, body).status == 200);
    CHECK(stage.ask("GET /v1/pull?ask=Zg", bearer(stage.mine.token)).status == 400);
    const RawAnswer refused = stage.push(bearer(stage.mine.token) + kCbor, body);
    CHECK(refused.status == 429);
    CHECK(refused.fields.contains("retry-after"));
    CHECK(stage.ask("HEAD " + kBlobPath + "?size=3&epoch=1&seq=0&check=0", bearer(stage.mine.token)).status == 429);
    CHECK(stage.ask("GET /v1/pull?ask=Zg", bearer(stage.other.token)).status == 400);
    CHECK(stage.ask("GET /v1/pull?ask=Zg", bearer("nobody")).status == 401); // has no bucket
    CHECK(stage.ask("GET /", "").status == 200);
    CHECK(stage.server.server().metrics().limited_by_session == 2);
}

TEST_CASE("one address does not take all connections; when one of its own ends it may open another", "[limits]") {
    ServerLimits limits;
    limits.address_connections = 2;
    ApiStage stage(limits);
    auto first = std::make_unique<RawClient>(stage.server.port());
    RawClient second(stage.server.port());
    for (RawClient* client : {first.get(), &second}) {
        client->send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(client->read_answer().status == 200);
    }
    const RawAnswer third = stage.ask("GET /", "");
    CHECK(third.status == 503);
    CHECK(third.body.find("your address") != std::string::npos);
    CHECK(third.fields.at("retry-after") == "1");
    CHECK(stage.server.server().metrics().connections_refused_address == 1);
    first.reset();
    bool let_in = false; // once the server has heard that the first one ended
    for (int tries = 0; tries < 500 && !let_in; ++tries) {
        let_in = stage.ask("GET /", "").status == 200;
    }
    CHECK(let_in);
}

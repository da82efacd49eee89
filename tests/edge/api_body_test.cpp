// Bodies of the API over real sockets: too large, too slow, too many, in pieces; and a store that is busy holds up nobody else.
#include "edge/api_stage.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <future>
#include <latch>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

using namespace hypha;
using namespace hypha::edge;
using namespace hypha::sync;
using namespace std::chrono_literals;

TEST_CASE("a body larger than it may be is refused before it is read, or as soon as it is", "[api]") {
    ApiStage stage;
    const std::string me = bearer(stage.mine.token);
    for (const auto& [line, type, most] : std::initializer_list<std::tuple<std::string, std::string, std::size_t>>{
             {"POST /v1/push", kCbor, kMostBody_bytes},
             {"PUT " + kBlobPath + "?offset=0" + kHistory, kOctets, kPart_bytes}}) {
        CAPTURE(line);
        for (const std::string& length : {std::to_string(most + 1), std::string("18446744073709551615")}) {
            const RawAnswer said =
                stage.ask(line, me + type + "Content-Length: " + length + "\r\n"); // no byte of it is sent
            CHECK(said.status == 413);
            CHECK(wire::decode_refusal(said.body)->code == "too_large");
        }
        RawClient client(stage.server.port());
        REQUIRE(client.send(line + " HTTP/1.1\r\nHost: a\r\n" + me + type + "Transfer-Encoding: chunked\r\n\r\n"));
        for (std::size_t sent = 0; sent <= most; sent += 65536) {
            client.send("10000\r\n" + std::string(65536, 'x') + "\r\n");
        }
        CHECK(client.read_answer().status == 413);
        CHECK(client.ends());
        const RawAnswer largest =
            stage.ask(line, me + type + "Content-Length: " + std::to_string(most) + "\r\n", std::string(most, 'x'));
        CHECK(largest.status != 413); // read, and then refused for what it says
        CHECK(largest.status != 0);
    }
    CHECK(stage.push(me + kCbor, stage.push_body(stage.mine)).status == 200);
}

TEST_CASE("a chunked body is taken, and one with broken chunks is 400", "[api]") {
    ApiStage stage;
    const std::string me = bearer(stage.mine.token) + kCbor + "Transfer-Encoding: chunked\r\n";
    const std::string body = stage.push_body(stage.mine);
    std::string chunks;
    for (const char byte : body) {
        chunks += std::string("1\r\n") + byte + "\r\n";
    }
    CHECK(stage.ask("POST /v1/push", me, chunks + "0\r\n\r\n").status == 200);
    CHECK(stage.ask("POST /v1/push", me, "zz\r\n").status == 400);
    CHECK(stage.push(bearer(stage.mine.token) + kCbor, body).status == 200); // a repeat
}

TEST_CASE("pipelined pushes with bodies are answered in order on one connection", "[api]") {
    ApiStage stage;
    std::string burst;
    const std::string body = stage.push_body(stage.mine);
    for (int i = 0; i < 20; ++i) {
        burst += "POST /v1/push HTTP/1.1\r\nHost: a\r\n" + bearer(stage.mine.token) + kCbor +
                 "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body +
                 "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    RawClient client(stage.server.port());
    REQUIRE(client.send(burst));
    std::string first;
    for (int i = 0; i < 20; ++i) {
        const RawAnswer pushed = client.read_answer();
        REQUIRE(pushed.status == 200);
        first = first.empty() ? pushed.body : first;
        CHECK(pushed.body == first); // the same bytes on every repeat
        CHECK(client.read_answer().body == "ok\n");
    }
}

TEST_CASE("Expect: 100-continue is answered before the body, and not to a stranger", "[api]") {
    ApiStage stage;
    const std::string body = stage.push_body(stage.mine);
    const std::string rest =
        kCbor + "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    RawClient client(stage.server.port());
    REQUIRE(client.send("POST /v1/push HTTP/1.1\r\nHost: a\r\n" + bearer(stage.mine.token) + rest));
    CHECK(client.read_answer().status == 100);
    REQUIRE(client.send(body));
    CHECK(client.read_answer().status == 200);
    RawClient stranger(stage.server.port());
    REQUIRE(stranger.send("POST /v1/push HTTP/1.1\r\nHost: a\r\n" + rest));
    CHECK(stranger.read_answer().status == 401);
}

TEST_CASE("a body that stops coming is dropped after its deadline, one that trickles after its total", "[api]") {
    ServerLimits limits;
    limits.body_deadline = 200ms;
    limits.body_total = 600ms;
    ApiStage stage(limits);
    const std::string head =
        "POST /v1/push HTTP/1.1\r\nHost: a\r\n" + bearer(stage.mine.token) + kCbor + "Content-Length: 1000\r\n\r\n";
    RawClient silent(stage.server.port());
    REQUIRE(silent.send(head + "x"));
    CHECK(silent.ends());
    RawClient slow(stage.server.port());
    REQUIRE(slow.send(head));
    const auto start = std::chrono::steady_clock::now();
    while (slow.send("x") && std::chrono::steady_clock::now() - start < 10s) {
        std::this_thread::sleep_for(20ms);
    }
    CHECK(std::chrono::steady_clock::now() - start < 5s);
    CHECK(stage.push(bearer(stage.mine.token) + kCbor, stage.push_body(stage.mine)).status == 200);
}

TEST_CASE("bodies of all connections together have a bound; whoever is beyond it is told when to come again", "[api]") {
    ServerLimits limits;
    limits.bodies_bytes = 1500;
    ApiStage stage(limits);
    const std::string me = bearer(stage.mine.token);
    {
        RawClient holder(stage.server.port());
        REQUIRE(holder.send("POST /v1/push HTTP/1.1\r\nHost: a\r\n" + me + kCbor +
                            "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n"));
        REQUIRE(holder.read_answer().status == 100);
        const RawAnswer busy = stage.push(me + kCbor, std::string(1000, 'x'));
        CHECK(busy.status == 503);
        CHECK(busy.fields.at("retry-after") == "1");
        CHECK(stage.push(me + kCbor, stage.push_body(stage.mine)).status == 200); // a small one has room
    }
    while (stage.push(me + kCbor, std::string(1000, 'x')).status == 503) {} // given back when its connection ended
}

TEST_CASE("while the store is busy everybody else is served, and nobody is answered early", "[api]") {
    ApiStage stage;
    std::latch held(1);
    std::latch busy(1);
    stage.threads().probe([&](bool) {
        busy.count_down();
        held.wait();
    });
    busy.wait();
    std::vector<std::future<int>> pushes;
    for (int i = 0; i < 8; ++i) {
        pushes.push_back(std::async(std::launch::async, [&] {
            return stage.push(bearer(stage.mine.token) + kCbor, stage.push_body(stage.mine)).status;
        }));
    }
    for (int i = 0; i < 20; ++i) {
        CHECK(stage.ask("GET /", "").status == 200);
        CHECK(stage.ask("GET /healthz", "").status == 200);
        CHECK(stage.push(kCbor, "x").status == 401);
    }
    for (const auto& push : pushes) {
        CHECK(push.wait_for(0s) == std::future_status::timeout);
    }
    held.count_down();
    int taken = 0;
    for (auto& push : pushes) {
        const int status = push.get();
        CHECK(
            (status == 200 || status == 409)); // made at different moments under one number: the first one is the batch
        taken += status == 200 ? 1 : 0;
    }
    CHECK(taken >= 1);
}

TEST_CASE("stopping answers what waits for the store", "[api]") {
    ApiStage stage;
    std::latch held(1);
    std::latch busy(1);
    stage.threads().probe([&](bool) {
        busy.count_down();
        held.wait();
    });
    busy.wait();
    const std::string body = stage.push_body(stage.mine);
    RawClient client(stage.server.port());
    REQUIRE(client.send("POST /v1/push HTTP/1.1\r\nHost: a\r\n" + bearer(stage.mine.token) + kCbor +
                        "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"));
    REQUIRE(client.read_answer().status == 100);
    REQUIRE(client.send(body));
    auto stopped = std::async(std::launch::async, [&] { stage.server.stop(); });
    held.count_down();
    CHECK(client.read_answer().status == 200);
    stopped.get();
}

// The server over real sockets: what is on the wire, and clients that are slow, silent, rude or many.
#include "edge/http_server.hpp"

#include "edge/raw_client.hpp"
#include "edge/running_server.hpp"
#include "edge/security_headers.hpp"
#include "edge/temporary_site.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

using namespace hypha;
using namespace hypha::edge;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::string_view kIndex = "<!doctype html><title>Hypha</title>";

ServerLimits short_limits() {
    ServerLimits limits;
    limits.header_deadline = 300ms;
    limits.idle_deadline = 300ms;
    limits.write_deadline = 300ms;
    limits.drain_deadline = 300ms;
    limits.stop_deadline = 300ms;
    return limits;
}

} // namespace

TEST_CASE("the index travels whole, with every security field", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    const RawAnswer answer = request(server.port(), "GET /");
    CHECK(answer.status == 200);
    CHECK(answer.body == kIndex);
    for (const auto& [name, value] : kSecurityHeaders) {
        std::string lower(name);
        std::ranges::transform(lower, lower.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        CAPTURE(lower);
        CHECK(answer.fields.at(lower) == value);
    }
    CHECK(answer.fields.at("date").ends_with(" GMT"));
    CHECK(answer.fields.at("connection") == "keep-alive");
    const RawAnswer packed = request(server.port(), "GET /app/main-0123456789ab.js", "Accept-Encoding: gzip, br\r\n");
    CHECK(packed.body == "BROTLI");
    const RawAnswer head = request(server.port(), "HEAD /app/main-0123456789ab.js");
    CHECK(head.status == 200);
    CHECK(head.fields.at("content-length") == "10");
    const RawAnswer part = request(server.port(), "GET /app/main-0123456789ab.js", "Range: bytes=8-\r\n");
    CHECK(part.status == 206);
    CHECK(part.body == "89");
    CHECK(request(server.port(), "GET /empty.txt").fields.at("content-length") == "0");
}

TEST_CASE("a connection serves many requests, pipelined ones in order", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    RawClient client(server.port());
    std::string burst;
    for (int i = 0; i < 50; ++i) {
        burst += "GET /app/main-0123456789ab.js HTTP/1.1\r\nHost: a\r\nRange: bytes=" + std::to_string(i % 10) + "-" +
                 std::to_string(i % 10) + "\r\n\r\n";
    }
    REQUIRE(client.send(burst));
    for (int i = 0; i < 50; ++i) {
        CHECK(client.read_answer().body == std::to_string(i % 10));
    }
    REQUIRE(client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    CHECK(client.read_answer().fields.at("connection") == "close");
    CHECK(client.ends());
}

TEST_CASE("HTTP/1.0 is answered and closed", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    RawClient client(server.port());
    REQUIRE(client.send("GET / HTTP/1.0\r\n\r\n"));
    CHECK(client.read_answer().body == kIndex);
    CHECK(client.ends());
}

TEST_CASE("malformed requests are refused with 400 and the connection ends", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    for (const std::string_view bytes :
         {"nonsense\r\n\r\n", "GET /\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost a\r\n\r\n",
          "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"}) {
        CAPTURE(bytes);
        RawClient client(server.port());
        REQUIRE(client.send(bytes));
        const RawAnswer answer = client.read_answer();
        CHECK(answer.status == 400);
        CHECK(answer.fields.at("x-content-type-options") == "nosniff");
        CHECK(client.ends());
    }
    RawClient client(server.port());
    REQUIRE(client.send("GET / HTTP/3.7\r\nHost: a\r\n\r\n"));
    CHECK(client.read_answer().status == 505);
    CHECK(request(server.port(), "GET /").status == 200);
}

TEST_CASE("a header larger than the limit is refused with 431", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    for (const std::size_t bytes : {17'000u, 20'000u, 500'000u}) {
        CAPTURE(bytes);
        RawClient client(server.port());
        client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(bytes, 'x') + "\r\n\r\n");
        CHECK(client.read_answer().status == 431);
    }
    RawClient client(server.port());
    client.send("GET /" + std::string(17'000, 'y') + " HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.read_answer().status == 431);
    CHECK(request(server.port(), "GET /", "X-Long: " + std::string(15'000, 'x') + "\r\n").status == 200);
}

TEST_CASE("a request with a body is refused, its body is never taken for a request", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    for (const std::string_view fields : {"Content-Length: 37\r\n", "Transfer-Encoding: chunked\r\n"}) {
        CAPTURE(fields);
        RawClient client(server.port());
        REQUIRE(client.send("POST /share-target HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n" +
                            std::string(kGet)));
        const RawAnswer answer = client.read_answer();
        CHECK(answer.status == 405);
        CHECK(answer.fields.at("allow") == "GET, HEAD");
        CHECK(client.ends());
    }
    RawClient client(server.port());
    REQUIRE(client.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 37\r\n\r\n" + std::string(kGet)));
    CHECK(client.read_answer().status == 200);
    CHECK(client.ends());
}

TEST_CASE("a large upload to a refusing server still reads its answer", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    RawClient client(server.port());
    REQUIRE(client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n"));
    CHECK(client.send(std::string(300'000, 'x')));
    CHECK(client.read_answer().status == 405);
    CHECK(client.ends_in_order());
}

TEST_CASE("half-open and silent clients are dropped, and others are served meanwhile", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root(), short_limits());
    std::vector<std::unique_ptr<RawClient>> rude;
    for (int i = 0; i < 200; ++i) {
        rude.push_back(std::make_unique<RawClient>(server.port()));
        REQUIRE(rude.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: a\r\nX-Sl" : ""));
    }
    CHECK(request(server.port(), "GET /").status == 200);
    for (const auto& client : rude) {
        CHECK(client->ends());
    }
    CHECK(request(server.port(), "GET /").status == 200);
}

TEST_CASE("a client that stops reading is dropped after the write deadline", "[http_server]") {
    const TemporarySite folder;
    folder.write("app/large-0123456789ab.bin", std::string(64u << 20u, 'z'));
    ServerLimits limits = short_limits();
    limits.connections = 1; // so that the place it holds, and gives up, can be seen from outside
    const RunningServer server(folder.root(), limits);
    RawClient stalled(server.port());
    REQUIRE(stalled.send("GET /app/large-0123456789ab.bin HTTP/1.1\r\nHost: a\r\n\r\n"));
    REQUIRE(stalled.read_some(10) == 10);
    CHECK(request(server.port(), "GET /").status == 503);
    while (request(server.port(), "GET /").status == 503) {}
    std::size_t total = 10;
    for (std::size_t got = 1; got > 0; total += got) {
        got = stalled.read_some(1u << 20u);
    }
    CHECK(total < (64u << 20u));
}

TEST_CASE("a large file arrives whole in pieces", "[http_server]") {
    const TemporarySite folder;
    std::string content;
    for (int i = 0; i < 400'000; ++i) {
        content += std::to_string(i);
    }
    folder.write("app/large-0123456789ab.bin", content);
    const RunningServer server(folder.root());
    CHECK(request(server.port(), "GET /app/large-0123456789ab.bin").body == content);
}

TEST_CASE("one connection too many is told so and closed", "[http_server]") {
    const TemporarySite folder;
    ServerLimits limits;
    limits.connections = 3;
    const RunningServer server(folder.root(), limits);
    std::vector<std::unique_ptr<RawClient>> first;
    for (int i = 0; i < 3; ++i) {
        first.push_back(std::make_unique<RawClient>(server.port()));
        REQUIRE(first.back()->send(kGet));
        CHECK(first.back()->read_answer().status == 200);
    }
    RawClient fourth(server.port());
    CHECK(fourth.read_answer().status == 503);
    REQUIRE(first.front()->send(kGet));
    CHECK(first.front()->read_answer().status == 200);
}

TEST_CASE("a new site is served after set_site, answers in progress keep theirs", "[http_server]") {
    const TemporarySite folder;
    RunningServer server(folder.root());
    const std::string before = request(server.port(), "GET /").fields.at("etag");
    folder.write("index.html", "second version");
    CHECK(request(server.port(), "GET /").body == kIndex);
    server.server().set_site(std::make_shared<const Site>(Site::load(folder.root(), false).value()));
    const RawAnswer after = request(server.port(), "GET /", "If-None-Match: " + before + "\r\n");
    CHECK(after.status == 200);
    CHECK(after.body == "second version");
}

TEST_CASE("stopping closes idle connections at once and lets an answer in progress end", "[http_server]") {
    const TemporarySite folder;
    folder.write("app/large-0123456789ab.bin", std::string(32u << 20u, 'z'));
    RunningServer server(folder.root());
    const std::uint16_t port = server.port();
    RawClient idle(port);
    REQUIRE(idle.send(kGet));
    REQUIRE(idle.read_answer().status == 200);
    RawClient busy(port);
    REQUIRE(busy.send("GET /app/large-0123456789ab.bin HTTP/1.1\r\nHost: a\r\n\r\n"));
    REQUIRE(busy.read_some(1000) == 1000);
    std::future<void> stopped = std::async(std::launch::async, [&server] { server.stop(); });
    CHECK(idle.ends());
    std::size_t total = 1000;
    for (std::size_t got = 1; got > 0; total += got) {
        got = busy.read_some(1u << 20u);
    }
    CHECK(total > (32u << 20u));
    stopped.get();
    CHECK_THROWS(RawClient(port));
}

TEST_CASE("stopping does not wait longer than its deadline for a stalled client", "[http_server]") {
    const TemporarySite folder;
    folder.write("app/large-0123456789ab.bin", std::string(64u << 20u, 'z'));
    ServerLimits limits = short_limits();
    limits.write_deadline = 60s;
    RunningServer server(folder.root(), limits);
    RawClient stalled(server.port());
    REQUIRE(stalled.send("GET /app/large-0123456789ab.bin HTTP/1.1\r\nHost: a\r\n\r\n"));
    REQUIRE(stalled.read_some(10) > 0);
    const auto start = std::chrono::steady_clock::now();
    server.stop();
    CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("a port in use and a host that is not ours are errors with a code", "[http_server]") {
    const TemporarySite folder;
    const RunningServer server(folder.root());
    boost::asio::io_context context;
    const auto site = std::make_shared<const Site>(Site::load(folder.root(), false).value());
    const auto taken = HttpServer::open(context, "127.0.0.1", server.port(), site);
    REQUIRE_FALSE(taken.has_value());
    CHECK(taken.error().code == "port_in_use");
    CHECK(HttpServer::open(context, "no such host.invalid", 0, site).error().code == "bad_host");
    CHECK(HttpServer::open(context, "203.0.113.1", 0, site).error().code == "cannot_listen");
}

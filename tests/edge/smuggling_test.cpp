// Request smuggling: what a proxy before the edge could read as one request and the edge as two. Each is refused, or is one request
// whichever way it is read; and the bytes that were to be a request of their own are never answered as one.
#include "edge/api_stage.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace hypha;
using namespace hypha::edge;

TEST_CASE("requests that two servers could read in two ways are refused, and what they smuggle is never answered",
          "[api][attack]") {
    ApiStage stage;
    const std::string me = bearer(stage.mine.token) + kCbor;
    const std::string smuggled = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string length = "Content-Length: " + std::to_string(smuggled.size()) + "\r\n";
    for (const std::string& fields :
         {"Content-Length: 0\r\n" + length, length + "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\n" + length, std::string("Content-Length: 0, 36\r\n"),
          std::string("Content-Length: +0\r\n"), std::string("Content-Length: 0x0\r\n"),
          std::string("Content-Length: -1\r\n"), std::string("Content-Length:\r\n"),
          std::string("Transfer-Encoding : chunked\r\n"),
          std::string("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"),
          std::string("Content-Length\r\n: 0\r\n"), std::string("X: y\nContent-Length: 0\n"),
          std::string("X: y\rContent-Length: 0\r\n")}) {
        for (const char* line : {"POST /v1/push", "POST /", "POST /v1/device"}) {
            CAPTURE(fields, line);
            RawClient client(stage.server.port());
            client.send(std::string(line) + " HTTP/1.1\r\nHost: a\r\n" + me + "Hypha-App: 1\r\n" + fields + "\r\n" +
                        smuggled);
            const RawAnswer first = client.read_answer();
            CHECK((first.status >= 400 && first.status < 500));
            CHECK(client.ends());
        }
    }
    // A body with a length is that body, whatever it looks like.
    RawClient client(stage.server.port());
    client.send("POST /v1/push HTTP/1.1\r\nHost: a\r\n" + me + length + "\r\n" + smuggled + smuggled);
    CHECK(client.read_answer().status == 400);  // no message
    CHECK(client.read_answer().body == "ok\n"); // the request after it, once
}

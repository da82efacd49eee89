// A TCP client that sends exactly the bytes it is told, and reads what the server really sent. Blocking, with a limit of
// 20 s on every read, so that a server that hangs fails a test instead of stopping it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace hypha::edge {

struct RawAnswer {
    int status = 0;                                         // 0: the connection ended without an answer
    std::map<std::string, std::string, std::less<>> fields; // names in lower case
    std::string body;
    std::size_t header_bytes = 0; // as they came
};

class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    // False when the connection is gone.
    bool send(std::string_view bytes) const;
    // One answer; a body is read by Content-Length unless `has_body` is false (HEAD, 304).
    RawAnswer read_answer(bool has_body = true);
    // True when the server closes (or resets) without sending anything more.
    bool ends() const;
    // True when the server closes in order: a reset, which can take an answer away from a client, is not that.
    bool ends_in_order() const;
    // Reads at most `bytes`, to move a transfer along.
    std::size_t read_some(std::size_t bytes) const;

private:
    int socket_ = -1;
    std::string unread_;
};

// One request on a connection of its own: "GET /path" with more header lines, each ending in \r\n.
RawAnswer request(std::uint16_t port, std::string_view method_and_target, std::string_view more_fields = "");

} // namespace hypha::edge

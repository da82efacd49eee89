// Room for a body and its answer, of what all connections have together; given back at the end of its life.
#pragma once

#include <cstddef>

#include "edge/http_server.hpp"

namespace hypha::edge {

class Room {
public:
    Room(HttpServer& server, std::size_t bytes) : server_(server), bytes_(bytes), is_there_(server.take_room(bytes)) {}
    ~Room() {
        if (is_there_) {
            server_.give_room(bytes_);
        }
    }
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    [[nodiscard]] bool is_there() const { return is_there_; }

private:
    HttpServer& server_;
    std::size_t bytes_;
    bool is_there_;
};

} // namespace hypha::edge

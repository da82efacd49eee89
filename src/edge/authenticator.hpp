// Who a request is from. The seam for what is to come (sessions of devices, in cookies): the API asks nothing else, and lets nobody
// read or write whom this does not know. Answers from memory, on the event loop: no disk, no network. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/sync/operation.hpp"

namespace hypha::edge {

struct Session {
    sync::StreamId stream; // the only one that it may speak of
    std::string id;        // what one session has and no other: limits in time go by it
    std::string name;      // for logs; says nothing about a person unless its maker wrote it
};

class Authenticator {
public:
    virtual ~Authenticator() = default;
    // `authorization` is the field of that name; empty where there is none.
    [[nodiscard]] virtual std::optional<Session> session_of(std::string_view authorization) const = 0;
};

} // namespace hypha::edge

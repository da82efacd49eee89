// A SyncSession's requests over real sockets, as a client sends them: one connection that is opened again after it broke.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/sync/replica_store.hpp"
#include "core/sync/sync_session.hpp"
#include "edge/host_surroundings.hpp"
#include "edge/raw_client.hpp"

namespace hypha::edge {

class HttpTransport {
public:
    // `token` empty: no session.
    HttpTransport(std::uint16_t port, std::string token) : port_(port), token_(std::move(token)) {}

    void move_to(std::uint16_t port) {
        port_ = port;
        client_.reset();
    }
    // Nothing: no answer came.
    std::optional<sync::Reply> ask(const sync::Request& request);
    // A round of syncing, to its end. False: a request was not answered, or not understood.
    bool sync(sync::ReplicaStore& store, sync::Surroundings& surroundings);

    std::size_t requests = 0;
    std::size_t bytes = 0; // of requests and answers, headers too, as they went over the wire
    bool packs = true;     // gzip, where it is smaller, as a browser does

private:
    std::uint16_t port_;
    std::string token_;
    std::unique_ptr<RawClient> client_;
};

} // namespace hypha::edge

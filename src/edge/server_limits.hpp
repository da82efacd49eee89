// How long the server waits and how much it takes, in one place; tests make them short.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "edge/client_address.hpp"
#include "edge/rate_limiter.hpp"

namespace hypha::edge {

struct ServerLimits {
    std::chrono::milliseconds header_deadline{10'000}; // first byte of a request to the end of its header
    std::chrono::milliseconds idle_deadline{30'000};   // between requests of one connection
    std::chrono::milliseconds body_deadline{30'000};   // for each piece of a request's body that comes
    std::chrono::milliseconds body_total{600'000};     // for all of it: 1 MiB over 2G takes six minutes
    std::chrono::milliseconds write_deadline{30'000};  // for each piece of a body
    std::chrono::milliseconds drain_deadline{1'000};   // after a refusal, so that its text arrives
    std::chrono::milliseconds stop_deadline{5'000};    // for answers in progress once stop() was called
    std::uint32_t header_bytes = 16 * 1024;
    std::size_t piece_bytes = 128 * 1024;
    std::size_t connections = 2048;
    std::size_t address_connections = 256; // of one address; 0: as many as there are
    Rate address_rate{200, 2000};
    Rate session_rate{50, 500};
    Rate door_rate{0.2, 30};                 // of one address, on paths by which devices come in
    std::vector<AddressKey> trusted_proxies; // whose X-Forwarded-For is believed
    std::size_t bodies_bytes =
        64 * 1024 * 1024; // of bodies that come and answers that go, of the API, all connections together
    unsigned requests_per_connection = 10'000;
};

} // namespace hypha::edge

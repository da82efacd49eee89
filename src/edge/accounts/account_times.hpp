// How long what devices are given holds; tests make it short.
#pragma once

#include <cstdint>

namespace hypha::edge {

struct AccountTimes {
    std::int64_t challenge_ms = 120'000;
    std::int64_t offer_ms = 300'000; // and the ticket that follows from it
    std::int64_t grace_ms = 60'000;
    std::int64_t session_ms = std::int64_t{90} * 24 * 60 * 60 * 1000;
    bool registration_open = true; // for accounts that are not here yet
};

} // namespace hypha::edge

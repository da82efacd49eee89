// What an operator says about news; the defaults are those of settings.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace hypha::edge {

struct NewsSettings {
    bool polls = true;           // off: serves what is here and asks nobody
    bool pictures = true;        // asks for the pictures of stories and keeps two sizes of them
    bool allows_private = false; // sources and pages of private addresses, on any port
    std::string contact;         // said in User-Agent
    std::string address;         // "https://host" of this edge, for photos of contributed stories; empty: not said
    std::int64_t least_s = 600;  // between two polls of a feed
    std::int64_t most_s = 86'400;
    std::int64_t kept_s = std::int64_t{14} * 86'400; // a story
    std::size_t kept_stories = 5'000;                // of a region
    std::chrono::milliseconds deadline{30'000};      // of one request, its redirects together
    std::size_t most_bytes = std::size_t{4} << 20;   // of a feed, and of a page, unpacked
};

} // namespace hypha::edge

// The flags of hypha-edge. A wrong flag is an Error with a sentence; the caller adds the usage and exits with 2.
#pragma once

#include "core/base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace hypha::edge {

struct Options {
    std::string host = "localhost";
    std::uint16_t port = 8080;
    std::filesystem::path root = "build/web/site";
    // The store, blobs and sessions. As `root` is, the default is where a checkout has it; a server is given its own.
    std::filesystem::path data = "build/edge-data";
    std::string store;       // the URL of a PostgreSQL that several edges share; empty: SQLite in `data`
    std::string new_session; // make one of this name and end; empty: serve
    std::string stream;      // of the new session; empty: a new one
    bool kill_switch = false;
    bool help = false;
    bool version = false;
};

extern const std::string_view kUsage;

// `arguments` without the program's name.
Result<Options> parse_options(std::span<const std::string_view> arguments);

} // namespace hypha::edge

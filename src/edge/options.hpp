// How hypha-edge was told to run: a command, and settings from flags, environment and a file. What is said nearer wins: a flag, then
// HYPHA_EDGE_NAME, then the file, then the default of settings.cpp, which is the one list of them all.
// Whatever is not understood, in any of the three, is an Error with a sentence that names the place; the caller exits with 2.
#pragma once

#include "core/base/error.hpp"
#include "core/sync/limits.hpp"
#include "edge/accounts/account_times.hpp"
#include "edge/news/news_settings.hpp"
#include "edge/server_limits.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::edge {

struct Options {
    // Settings.
    std::string host = "localhost";
    std::uint16_t port = 8080;
    // The store, blobs and sessions are in `data`. As `root` is, the default is where a checkout has it; a server is given its own.
    std::filesystem::path root = "build/web/site";
    std::filesystem::path data = "build/edge-data";
    std::string store; // the URL of a PostgreSQL that several edges share; empty: SQLite in `data`
    int store_connections = 4;
    std::string metrics_host = "127.0.0.1";
    std::optional<std::uint16_t> metrics_port = 9464;
    bool kill_switch = false;
    bool log_requests = false;
    ServerLimits server;
    AccountTimes accounts;
    sync::EdgeLimits sync{.quota_bytes = 5120ULL * 1024 * 1024};
    std::optional<std::chrono::minutes> compact_every{24 * 60};
    NewsSettings news;

    // Commands; none of them: serve.
    std::string new_session; // make one of this name and end
    std::string stream;      // of the new session; empty: a new one
    std::vector<std::string> admin;
    std::string receipts; // of `admin restore`: people who were deleted since the backup
    std::string region;   // of `admin sources`
    std::string reason;   // of `admin moderate reject`
    bool check_config = false;
    bool help = false;
    bool version = false;

    // A setting's name to where it was said, for those that were.
    std::map<std::string, std::string, std::less<>> sources;
    // What was said, word for word.
    std::map<std::string, std::string, std::less<>> values;
};

using Environment = std::map<std::string, std::string, std::less<>>;

// The variables of this process that begin with HYPHA_EDGE_.
Environment environment();

// `arguments` without the program's name. Reads the file that --config or HYPHA_EDGE_CONFIG names.
Result<Options> parse_options(std::span<const std::string_view> arguments, const Environment& environment = {});

std::string usage();
// One line a setting: its name, what it is and where that was said. Without the password of a URL.
std::string describe(const Options& options);

} // namespace hypha::edge

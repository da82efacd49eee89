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
    bool kill_switch = false;
    bool help = false;
    bool version = false;
};

extern const std::string_view kUsage;

// `arguments` without the program's name.
Result<Options> parse_options(std::span<const std::string_view> arguments);

} // namespace hypha::edge

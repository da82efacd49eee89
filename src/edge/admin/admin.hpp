// `hypha-edge admin`: parses the words behind it and runs the command. Answers the program's exit code.
#pragma once

#include <string_view>

#include "edge/options.hpp"

namespace hypha::edge {

extern const std::string_view kAdminUsage;

int run_admin(const Options& options);

} // namespace hypha::edge

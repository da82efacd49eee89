// An address of the web as a client needs it: scheme, host, port, and what stands in the request line. Refused where two programs could
// read it in two ways: names and passwords before the host, blanks, control characters, backslashes, letters beyond ASCII in the host.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace hypha::edge::fetch {

struct WebTarget {
    bool is_secure = false;
    std::string host; // lower case; an IPv6 address without its brackets
    std::uint16_t port = 80;
    std::string path; // with its query, never empty, without a fragment

    // As in a field Host, and what a host's turns go by.
    [[nodiscard]] std::string authority() const;
    [[nodiscard]] std::string origin() const;
};

// Errors: not_an_address.
Result<WebTarget> parse_target(std::string_view url);

} // namespace hypha::edge::fetch

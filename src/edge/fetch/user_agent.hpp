// What this program calls itself to the sites that it asks: its product, its version, what it is, and whom to write to where the
// operator says that. The token is what a site's robots.txt names.
#pragma once

#include <string>
#include <string_view>

namespace hypha::edge::fetch {

inline constexpr std::string_view kProductToken = "hypha-edge";

inline std::string user_agent(std::string_view version, std::string_view contact) {
    return std::string(kProductToken) + "/" + std::string(version) +
           " (Hypha; reads feeds for readers who are offline" + (contact.empty() ? "" : "; " + std::string(contact)) +
           ")";
}

} // namespace hypha::edge::fetch

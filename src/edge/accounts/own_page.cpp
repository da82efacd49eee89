#include "edge/accounts/own_page.hpp"

#include <algorithm>

namespace hypha::edge {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// scheme://host[:port], as a browser writes it, against a field Host.
bool is_of_host(std::string_view origin, std::string_view host) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (origin.starts_with(scheme)) {
            return !host.empty() && std::ranges::equal(origin.substr(scheme.size()), host, {}, lower, lower);
        }
    }
    return false;
}

} // namespace

bool is_own_page(const PageFacts& facts) {
    return facts.app == "1" && (facts.fetch_site.empty() || facts.fetch_site == "same-origin") &&
           (facts.origin.empty() || is_of_host(facts.origin, facts.host));
}

} // namespace hypha::edge

// Whether a request comes from a page of this very host. A cookie goes along whoever made the request, so SameSite is not all that is
// asked: the app adds a field of its own, which a page of another site cannot without a preflight that this edge never grants; and
// what a browser itself says of the page, Sec-Fetch-Site and Origin, must be this host. A program that is no browser says neither.
#pragma once

#include <string_view>

namespace hypha::edge {

inline constexpr std::string_view kAppField = "Hypha-App"; // value: 1

struct PageFacts {
    std::string_view host;
    std::string_view origin;     // empty: there is none
    std::string_view fetch_site; // empty: there is none
    std::string_view app;        // of kAppField
};

bool is_own_page(const PageFacts& facts);

} // namespace hypha::edge

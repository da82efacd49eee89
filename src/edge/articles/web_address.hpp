// Addresses of a page as an article may keep them: absolute, http or https, without letters that end an address elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace hypha::edge::articles {

// Empty for any other scheme (javascript:, data:, mailto:), for what cannot be resolved, and for an address that is too long.
std::string web_address(std::string_view base, std::string_view reference);

} // namespace hypha::edge::articles

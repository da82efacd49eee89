// Who wrote it: "Jane Doe", "jane@example.org", "jane@example.org (Jane Doe)", "Jane Doe <jane@example.org>", or an element
// with name, email and uri. Addresses are found by their shape, never checked.
#pragma once

#include "edge/feeds/feed.hpp"
#include "edge/feeds/xml_tree.hpp"

#include <string_view>

namespace hypha::edge::feeds {

Person parse_person(std::string_view text);
Person read_person(const XmlNode& node);

} // namespace hypha::edge::feeds

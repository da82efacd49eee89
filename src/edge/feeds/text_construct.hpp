// The text of an element as publishers mean it: plain, escaped HTML, inline XHTML or base64, by its type and mode and, because
// they lie, by what it holds. Rules as in RFC 4287 §3.1 and, for everything older, as feedparser found them in the wild.
#pragma once

#include "edge/feeds/feed.hpp"
#include "edge/feeds/xml_tree.hpp"

#include <string_view>

namespace hypha::edge::feeds {

// `is_atom`: the type is to be believed; in RSS a plain text that looks like HTML is HTML.
Text read_text_construct(const XmlNode& node, std::string_view default_type, bool is_atom);

// One line of text, markup kept as written, blanks around it gone.
std::string read_plain(const XmlNode& node);

} // namespace hypha::edge::feeds

// Which address of an <img> is its picture: pages put a stand-in into src and the real one elsewhere until somebody scrolls.
#pragma once

#include "edge/articles/html_tree.hpp"

namespace hypha::edge::articles {

// Of an <img>, with its <picture> around it. Empty when none is http or https, and for counters and icons (under 48 pixels).
std::string picture_address(const HtmlTree& tree, NodeIndex picture, std::string_view base);

// The candidate of a srcset that is widest, but no wider than needed for reading (1,600 pixels, or 2x); empty when there is none.
std::string_view best_of_srcset(std::string_view srcset);

} // namespace hypha::edge::articles

// Mends a page before anything is weighed: scripts and styles go, a picture that only browsers without scripts would see takes
// the place of its stand-in, two line breaks in a row become a paragraph.
#pragma once

#include "edge/articles/html_tree.hpp"

namespace hypha::edge::articles {

void prepare_page(HtmlTree& tree);

} // namespace hypha::edge::articles

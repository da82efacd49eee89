// Which nodes are parts of a line of text.
#pragma once

#include "edge/articles/html_tree.hpp"

namespace hypha::edge::articles {

bool is_blank_text(const HtmlTree& tree, NodeIndex node);
bool is_blank_or_break(const HtmlTree& tree, NodeIndex node);

// Phrasing content; <a>, <ins> and <del> when all in them is.
bool is_phrasing_content(const HtmlTree& tree, NodeIndex node);

// Whether a block element lies anywhere below.
bool has_block_inside(const HtmlTree& tree, NodeIndex node);

} // namespace hypha::edge::articles

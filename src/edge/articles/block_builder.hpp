// A cleaned tree as blocks. What comes out is canonical (core/news/article_blocks.hpp): no markup, and no address that is not http
// or https; links within the page are text.
#pragma once

#include "core/news/article_blocks.hpp"
#include "edge/articles/html_tree.hpp"

#include <string_view>
#include <vector>

namespace hypha::edge::articles {

// `base` is what references are relative to. No more than `most` blocks.
std::vector<news::Block> build_blocks(const HtmlTree& tree, NodeIndex top, std::string_view base, std::size_t most);

} // namespace hypha::edge::articles

// The first walk over a page: what nobody sees or nobody came for is detached, and <div>s that are paragraphs become <p>.
#pragma once

#include "edge/articles/content_finder.hpp"

namespace hypha::edge::articles {

// Returns the byline that it took out; empty when there was none or none was sought.
std::string sieve_page(HtmlTree& tree, NodeIndex body, const FindOptions& options);

} // namespace hypha::edge::articles

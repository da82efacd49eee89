// The last walk over found content: forms, embedded frames, asides and footers go; lists, tables and boxes go when their numbers
// are those of furniture (many links, few letters, pictures without text). Rules and thresholds as in Readability.
#pragma once

#include "edge/articles/html_tree.hpp"

#include <vector>

namespace hypha::edge::articles {

struct CleanOptions {
    bool cleans_conditionally = true;
    bool weighs_classes = true;
};

void clean_content(HtmlTree& tree, NodeIndex top, const CleanOptions& options);

// A table of facts rather than of layout.
bool is_fact_table(const HtmlTree& tree, NodeIndex table);

} // namespace hypha::edge::articles

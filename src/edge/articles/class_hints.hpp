// What the names in class="" and id="" say about an element. Words of English and Spanish pages, found anywhere in the names
// ("article-body", "cuerpoNota"). The three groups and the weight of 25 a hit are Readability's (mozilla/readability); the words are
// ours. A hint, never proof: extraction runs again without them when little text is left.
#pragma once

#include "edge/articles/html_tree.hpp"

namespace hypha::edge::articles {

struct ClassNames {
    std::string classes; // lower case
    std::string id;
};
ClassNames class_names(const HtmlTree& tree, NodeIndex node);

// Furniture of a page: navigation, advertisements, comments, links to other stories. Not when they also name content.
bool is_unlikely_content(const ClassNames& names);

// +25 for names of content, -25 for names of furniture, for the classes and for the id.
int class_weight(const ClassNames& names);

bool names_byline(const ClassNames& names);
bool names_sharing(const ClassNames& names);

} // namespace hypha::edge::articles

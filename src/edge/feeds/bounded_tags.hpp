// Cuts tags short that have too many attributes. libxml2 compares every attribute of a tag with those before it, so a tag of
// a megabyte would cost minutes; after this one costs no more than `most` comparisons an attribute. Linear in the text.
// The tag is ended by a ">" put in; what was left of it becomes text. Scripts and comments are not told apart: a ">" put into
// such a monster there changes nothing that is read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hypha::edge::feeds {

std::string bounded_tags(std::string_view html, std::size_t most);

} // namespace hypha::edge::feeds

// The few marks that people know for a note, read into the blocks that articles have. A note is plain text and stays so: reading it
// never fails, loses no letter, and what is no mark, or has no partner, stands as it was typed. Linear in the note's length.
//   heading  = 1*3"#" " " text              item = *"  " ( "- " / "* " ) text  /  *"  " 1*9digit ( "." / ")" ) " " text
//   paragraph = lines up to an empty one; a line end in it is a line break
//   in a text: "**" strong, "*" and "_" emphasis, on before a letter and off behind one; "_" not inside a word. Nothing is a link.
#pragma once

#include <string_view>
#include <vector>

#include "core/news/article_blocks.hpp"

namespace hypha::news {

// Paragraphs, headings of level 1 to 3 and list items, canonical.
std::vector<Block> parse_note(std::string_view note);

} // namespace hypha::news

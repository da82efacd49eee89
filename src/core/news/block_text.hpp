// Blocks as one text, Markdown-like, and back: parse_blocks(write_blocks(b)) == b for canonical blocks. The form in bundles.
//   text    = block *( blank-line block );  inside the text of spans "\" before any ASCII punctuation stands for that letter and
//             "\" at the end of a line for a line break; every other line end ends the block
//   heading = 1*6"#" " " spans    quote = "> " spans    item = *8"  " ( "- " | number ". " | "+ " ) spans   ("+": item goes on)
//   figure  = "![" alt "](" address ")" [ " " spans ]   code = fence lines fence; fence: 3 or more "`", more than any line begins with
//   table   = 1*( "|" 1*( " " spans " |" ) line-end ), and the line "|-|" after a first row that names the columns
//   spans: "_" and "**" switch emphasis and strong, "`" code, on and off; "[" spans "](" address ")" is a link. All else is a paragraph.
// Unlike CommonMark, switches have no rules of flanking, "\" works in code too, and there is no HTML: "<" is a letter.
#pragma once

#include "core/base/error.hpp"
#include "core/news/article_blocks.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hypha::news {

// Blocks that are not canonical are written so that they can be parsed, and come back canonical.
std::string write_blocks(const std::vector<Block>& blocks);

// For texts of anyone: an address that is no web address, or a link or fence that does not end, is an error, never guessed at.
// Errors: blocks_too_large (8 MB, 100,000 blocks), blocks_not_utf8, blocks_malformed with the number of the line.
Result<std::vector<Block>> parse_blocks(std::string_view text);

} // namespace hypha::news

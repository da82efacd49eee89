// One spelling for a text: lower case, accents composed, every run of digits one '0', anything between words one space, a space at
// both ends. An apostrophe stays only between letters, as U+0027 (ch'aki, don't). Ill-formed bytes separate words.
// Reads no more than `most_letters` of the result and no byte after that, so the work is bounded however long the text is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hypha::text {

// Empty when the text has no word; else at least three code points, the first and last being spaces.
std::u32string fold_text(std::string_view utf8, std::size_t most_letters);

} // namespace hypha::text

// Letters that arrive under the wrong number: windows-1252 written as if its bytes 128 to 159 were Unicode, and UTF-8 read as
// Latin-1 and encoded again. Both are mended as feedparser does; a text that merely looks so (its letters all below 256 and
// together exactly UTF-8) is rarer than one that is.
#pragma once

#include <string>
#include <string_view>

namespace hypha::edge::feeds {

// What windows-1252 means by 128 to 159; 0 for other numbers and for the five bytes that it leaves open.
char32_t windows_letter(char32_t number);

std::string mend_letters(std::string text);

} // namespace hypha::edge::feeds

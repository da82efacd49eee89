// What a code point is to a reader of words, its lower case, and a letter with its accent as one.
// Covers Latin (with Extended-A), Greek, Cyrillic and Armenian case; other scripts have none or keep theirs. Letters are all that is
// not known to be punctuation, symbol, digit or control, so scripts that are not listed still form words.
// Own short tables instead of ICU: 30 MB of Unicode for four languages would not be honest engineering.
#pragma once

#include <optional>

namespace hypha::text {

enum class CharacterKind { separator, letter, digit, mark, apostrophe };

CharacterKind kind_of(char32_t point);

char32_t lower_case(char32_t point);

// A small Latin letter and a combining mark as one code point, where Latin-1 or Extended-A has it.
std::optional<char32_t> composed(char32_t letter, char32_t mark);

// The letter without its accents, for lower-case Latin up to U+017F; anything else stays.
char32_t without_accent(char32_t letter);

} // namespace hypha::text

// UTF-8 of any bytes. What is ill-formed becomes U+FFFD, one for each maximal subpart, as the Unicode Standard (chapter 3, "U+FFFD
// Substitution of Maximal Subparts") and browsers do; overlong forms and surrogates are ill-formed. Total: any bytes are allowed.
#pragma once

#include <string>
#include <string_view>

namespace hypha {

inline constexpr char32_t kReplacementLetter = 0xFFFD;

// Takes one code point off the front of `rest`, which must not be empty. A text of n bytes gives at most n of them.
char32_t take_code_point(std::string_view& rest);
// Surrogates, and what is beyond U+10FFFF, are written as U+FFFD.
void append_code_point(std::string& text, char32_t point);
bool is_utf8(std::string_view text);
std::string repaired_utf8(std::string_view text);

} // namespace hypha

// Reads code points from any bytes. Ill-formed bytes become U+FFFD, one for each maximal subpart, as the Unicode Standard
// (chapter 3, "U+FFFD Substitution of Maximal Subparts") and browsers do; overlong forms and surrogates are ill-formed.
// Total: every byte is consumed exactly once, so a text of n bytes gives at most n code points.
#pragma once

#include <string_view>

namespace hypha::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// Takes one code point off the front of `rest`, which must not be empty.
char32_t take_code_point(std::string_view& rest);

} // namespace hypha::text

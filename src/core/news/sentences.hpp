// Where sentences begin and end. They end at . ! ? … and their like before a space and what can begin a sentence; not after an initial or
// a common abbreviation of Spanish or English.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::news {

struct SentenceRange {
    std::size_t begin = 0, end = 0; // bytes of the paragraph, without the blanks at both ends; never empty
    bool operator==(const SentenceRange&) const = default;
};

// In the order of the text. Any bytes are allowed; a range never cuts a code point of valid UTF-8.
std::vector<SentenceRange> sentence_ranges(std::string_view paragraph);
std::vector<std::string> split_sentences(std::string_view paragraph);

} // namespace hypha::news

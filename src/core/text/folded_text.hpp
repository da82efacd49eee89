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

// Each word of a folded text in turn; `take` answers whether it wants the next one.
template <typename Take> void each_word(std::u32string_view folded, Take take) {
    while (!folded.empty()) {
        const std::size_t space = folded.find(U' ');
        const std::u32string_view word = folded.substr(0, space);
        folded = space == std::u32string_view::npos ? std::u32string_view{} : folded.substr(space + 1);
        if (!word.empty() && !take(word)) {
            return;
        }
    }
}

} // namespace hypha::text

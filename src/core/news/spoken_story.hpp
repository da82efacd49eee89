// A story as it is read aloud: its title, then sentence after sentence, each with its place in the text so that it can be shown while it
// is spoken. Code is left out: nobody can listen to it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/news/story.hpp"

namespace hypha::news {

inline constexpr std::size_t kTitleBlock = static_cast<std::size_t>(-1);

struct SpokenSentence {
    std::string text;
    std::size_t block = 0;          // of the story's blocks, or kTitleBlock
    std::size_t begin = 0, end = 0; // bytes of plain_text(block), or of the title
    bool operator==(const SpokenSentence&) const = default;
};

// Voices of the network stop within a long utterance (Chromium after about 15 s), so no sentence is longer than this; what is, is cut
// after a comma, a semicolon or a colon, else at a space, else between letters.
inline constexpr std::size_t kMostSpoken_bytes = 240;

// In the order of the text; none is blank.
std::vector<SpokenSentence> spoken_sentences(const Story& story);

} // namespace hypha::news

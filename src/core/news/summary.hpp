// A story in short: sentences of its own, picked on the device. LexRank (Erkan and Radev, JAIR 2004): the sentences that are most like the
// others, by tf-idf cosine, as the stationary state of a walk among them; here a walk that restarts where news put what matters, near the
// top. A sentence that says what a picked one says is passed over (maximal marginal relevance, Carbonell and Goldstein 1998).
// Nothing is written anew, so nothing can be said that the story does not say.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/news/story.hpp"

namespace hypha::news {

struct KeySentence {
    std::string text;
    std::size_t block = 0;     // of the story's blocks
    std::size_t paragraph = 0; // from 1, as a reader counts paragraphs
    bool operator==(const KeySentence&) const = default;
};

inline constexpr std::size_t kLeastForSummary = 7; // sentences; who reads fewer needs no help

// At most `most` sentences in the order of the text; none for a short story. Paragraphs alone are read: what is quoted, listed or
// tabled stands for itself. The work is bounded however long the story is: its first 160 sentences are looked at.
std::vector<KeySentence> summarize(const Story& story, std::size_t most = 3);

} // namespace hypha::news

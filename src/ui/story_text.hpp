// The blocks of a story as they are read: paragraphs, headings, lists, quotes, code, tables. Pictures are not loaded; what they show is said.
// Links are drawn in the text and can be tapped there; the rows below the text are the same links for keys and screen readers.
#pragma once

#include <string>
#include <vector>

#include "core/news/spoken_story.hpp"
#include "core/news/story.hpp"
#include "ui/frame.hpp"

namespace hypha::ui {

struct StoryLink {
    std::string words, address;
};

struct StoryPlaces {
    std::vector<float> tops; // where each block begins
    Rect spoken{};           // what stands out in the text; empty: nothing, or a kind of block that does not show it
};

// `spoken`: the sentence that is read aloud; none: null.
StoryPlaces story_text(Frame& frame, Column& column, const news::Story& story,
                       const news::SpokenSentence* spoken = nullptr);
// Each address once, in the order of the text.
std::vector<StoryLink> story_links(const news::Story& story);

} // namespace hypha::ui

// The blocks of a story as they are read: paragraphs, headings, lists, quotes, code, tables, and figures (story_picture.hpp), and pictures that no figure has.
// Links are drawn in the text and can be tapped there; the rows below the text are the same links for keys and screen readers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/reading.hpp"
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

// `spoken`: the sentence that is read aloud; none: null. `pictures`: of the open story; where there are none, what figures show is said.
StoryPlaces story_text(Frame& frame, Column& column, const news::Story& story,
                       const news::SpokenSentence* spoken = nullptr, std::span<const app::OpenPicture> pictures = {});
// Each address once, in the order of the text.
std::vector<StoryLink> story_links(const news::Story& story);

} // namespace hypha::ui

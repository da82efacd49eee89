// The pictures of a story that have a place in it, and which of them stand below its text.
#pragma once

#include <cstdint>
#include <vector>

#include "core/news/story.hpp"

namespace hypha::news {

// Those above the text, where the story has a lead picture, those of its blocks of kind figure, and those below the text; one above the
// text of a story without a lead picture names nothing.
std::vector<StoryPicture> placed_pictures(const Story& story);

// How many blocks of kind figure it has: a picture whose place is beyond stands below the text, in the order of the places.
std::uint32_t figure_count(const Story& story);

} // namespace hypha::news

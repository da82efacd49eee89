// The pictures of a story that have a place in it.
#pragma once

#include <vector>

#include "core/news/story.hpp"

namespace hypha::news {

// Those above the text, where the story has a lead picture, and those of its blocks of kind figure; the others name nothing.
std::vector<StoryPicture> placed_pictures(const Story& story);

} // namespace hypha::news

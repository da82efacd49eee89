// A region's stories, and the regions, as pages without scripts: for who has no app yet, an old browser or a line too slow for it. A list
// of links to the pages of stories (story_page), each told once, the newest first.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/news/story_index.hpp"

namespace hypha::news {

inline constexpr std::size_t kMostOnPage = 60;

// What is not a story's own is said in Spanish where most stories are Spanish, else in English. Of stories that tell the same the first
// stands for all.
std::string write_list_page(const StoryIndex& index);
// Links to each. None: says so.
std::string write_regions_page(std::span<const std::string> regions);

} // namespace hypha::news

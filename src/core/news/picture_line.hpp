// The value of a story file's line `pictures` (grammar: story_file.hpp). Used by story_file alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/news/story.hpp"

namespace hypha::news {

// The first kMostStoryPictures of them.
std::string write_picture_line(const std::vector<StoryPicture>& pictures);

// Nothing: it is not a line as it is written, to the letter.
std::optional<std::vector<StoryPicture>> parse_picture_line(std::string_view line);

} // namespace hypha::news

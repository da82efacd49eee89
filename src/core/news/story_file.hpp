// A story as it travels and is kept. Its name is the SHA-256 of these bytes, so a damaged or exchanged one is noticed, two readers of
// one story ask for the same address, and what is kept never has to be asked for again.
//   file = "hypha-story 1" LF *( name ": " value LF ) LF blocks        blocks: block_text.hpp
// Names: title, source, url, byline, published, language, topic, picture, pictures; each at most once, empty ones are left out. Version
// rule: names that a reader does not know are skipped; what an older reader would misread has another number in the first line.
//   pictures = picture *( ", " picture )                picture = place " " file " " file, the small one first
//   file = sha256 " " bytes " " width " " height
// Places ascend; numbers are decimal without leading zeros, in the bounds of story.hpp.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/news/story.hpp"

namespace hypha::news {

inline constexpr std::size_t kMostStory_bytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostValue_bytes = 2'000;
// As many as surely fit into one value: a longer line would make readers that skip it refuse the whole story.
inline constexpr std::size_t kMostStoryPictures = 12;

// Same story, same bytes. Control characters in values become blanks; values that are too long are cut between letters;
// pictures beyond the bound are left out.
std::string write_story(const Story& story);

// For bytes of anyone. Errors: story_too_large, story_not_utf8, story_newer (another version), story_malformed (the line).
Result<Story> parse_story(std::string_view bytes);

} // namespace hypha::news

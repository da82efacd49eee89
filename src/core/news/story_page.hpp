// A story as a page of its own: semantic HTML without scripts that can be printed, selected, and read aloud by any tool. The edge answers
// it at /read/HASH, and the service worker makes the same page from the story that is kept. Every letter of the story is escaped, no
// address but web addresses is a link, pictures are said and not loaded.
#pragma once

#include <string>
#include <string_view>

#include "core/news/story.hpp"

namespace hypha::news {

// What a page of this kind may do: nothing but look like itself.
inline constexpr std::string_view kStoryPagePolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// `hash`: of the story file, for the way back to the app; 64 hexadecimal digits. What is not the story's own is said in Spanish
// around Spanish stories, else in English.
std::string write_story_page(const Story& story, std::string_view hash);

} // namespace hypha::news

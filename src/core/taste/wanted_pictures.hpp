// Which files of a story's pictures come by themselves.
#pragma once

#include <cstddef>
#include <vector>

#include "core/news/story.hpp"
#include "core/taste/fetch_hours.hpp"

namespace hypha::taste {

// In the order of the text, each file once.
std::vector<news::PictureFile> wanted_pictures(const news::Story& story, PictureWish wish);

// Of that many stories, the likeliest to be read first: with all their pictures they fit into what the service worker keeps.
inline constexpr std::size_t kMostIllustrated = 60;

} // namespace hypha::taste

// A picture that was made, as a story names it and as it is kept.
#pragma once

#include <utility>

#include "core/news/story.hpp"
#include "edge/pictures/webp_encoder.hpp"
#include "edge/store/news_store.hpp"

namespace hypha::edge {

std::pair<news::PictureFile, NewsPicture> named_picture(WebpFile file);

} // namespace hypha::edge

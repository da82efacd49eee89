#include "core/news/placed_pictures.hpp"

#include <algorithm>
#include <iterator>

namespace hypha::news {

std::vector<StoryPicture> placed_pictures(const Story& story) {
    std::vector<StoryPicture> placed;
    std::ranges::copy_if(story.pictures, std::back_inserter(placed),
                         [&](const StoryPicture& picture) { return picture.place > 0 || !story.picture.empty(); });
    return placed;
}

std::uint32_t figure_count(const Story& story) {
    return static_cast<std::uint32_t>(std::ranges::count(story.blocks, Block::Kind::figure, &Block::kind));
}

} // namespace hypha::news

// One story as a reader has it, wherever it came from: plain values, no markup. Times are seconds since 1970 UTC.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/news/article_blocks.hpp"

namespace hypha::news {

// One picture of a story in one size, a WebP; its bytes are named by their hash and asked for apart.
struct PictureFile {
    std::string sha256;      // hex
    std::uint32_t bytes = 0; // 1 to 99,999
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0; // sides: 1 to 9,999
    bool operator==(const PictureFile&) const = default;
};

// The two sizes that the edge made of a picture.
struct StoryPicture {
    // 0: Story::picture; 1 to 99: the first, second, … block of kind figure. Beyond the last of them: below the text, where nobody has an
    // address for a figure. Readers from before that show none there.
    std::uint32_t place = 0;
    PictureFile small;
    PictureFile large;
    bool operator==(const StoryPicture&) const = default;
};

struct Story {
    std::string title;  // never empty
    std::string source; // the name of who published it, never empty
    std::string url;    // of its page, http or https
    std::string byline;
    std::int64_t published_s = 0; // 0: nobody says
    std::string language;         // BCP 47, empty: unknown
    std::string topic;            // an id of the topic models, empty: not judged
    std::string picture;          // http or https, or empty
    std::vector<Block> blocks;
    // Ascending places, each once, at most kMostStoryPictures (story_file.hpp). Place 0 of a story without Story::picture names nothing.
    std::vector<StoryPicture> pictures;
    bool operator==(const Story&) const = default;
};

} // namespace hypha::news

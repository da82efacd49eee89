// One story as a reader has it, wherever it came from: plain values, no markup. Times are seconds since 1970 UTC.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/news/article_blocks.hpp"

namespace hypha::news {

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
    bool operator==(const Story&) const = default;
};

} // namespace hypha::news

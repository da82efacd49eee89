// Photos of contributions as readers get pictures (edge/pictures): two WebP files each. What was made is remembered for a while, by the hash
// of the photo, so that it can be made before a transaction begins. A photo that cannot be decoded has no picture; the story has its text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>

#include "core/news/story.hpp"
#include "edge/store/news_store.hpp"

namespace hypha::edge {

struct ContributedPicture {
    news::StoryPicture named;
    NewsPicture small, large;
};

inline constexpr std::size_t kRememberedPictures = 16; // 72 KB each at most

// Not thread-safe.
class ContributedPictures {
public:
    // Of a photo of these bytes, at `place` of its story. Nothing: it has none.
    std::optional<ContributedPicture> made(std::string_view sha256, std::string_view bytes, std::uint32_t place);
    [[nodiscard]] bool knows(std::string_view sha256) const;

private:
    struct Known {
        std::string photo; // its SHA-256
        std::optional<ContributedPicture> picture;
    };
    std::list<Known> known_; // the last used first
};

} // namespace hypha::edge

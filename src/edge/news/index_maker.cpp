#include "edge/news/index_maker.hpp"

#include <algorithm>
#include <map>

#include "core/news/story_index.hpp"

namespace hypha::edge {
namespace {

// A line's numbers, hash and tabs; its texts come on top.
constexpr std::size_t kLine_bytes = 200;

} // namespace

SignedIndex make_index(std::string_view region, std::span<const NewsStory> stories, const keys::SigningKey& key) {
    news::StoryIndex index;
    index.region = region;
    std::map<std::string_view, std::size_t> sources;
    articles::StoryGroups groups;
    std::size_t bytes = 20'000;
    for (const NewsStory& story : stories) {
        bytes += kLine_bytes + story.title.size() + story.publisher.size();
        if (index.stories.size() == news::kMostListed || bytes > news::kMostIndex_bytes) {
            break;
        }
        const auto [source, is_new] = sources.try_emplace(story.publisher, index.sources.size());
        if (is_new) {
            if (index.sources.size() == news::kMostSources) {
                sources.erase(source);
                continue;
            }
            index.sources.push_back(story.publisher);
        }
        index.made_s = std::max(index.made_s, story.seen_s);
        index.stories.push_back({story.hash, static_cast<std::int64_t>(story.text.bytes), story.published_s,
                                 story.language, story.topic, source->second, groups.add(story.resemblance),
                                 story.title});
    }
    const std::string body = news::write_index(index);
    const news::SignedBytes parts{key.public_key, keys::sign(key, body), body};
    return {news::write_signed(parts), index.stories.size(), index.made_s};
}

} // namespace hypha::edge

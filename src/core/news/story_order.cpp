#include "core/news/story_order.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace hypha::news {

std::vector<Placed> order_stories(std::span<const Orderable> stories) {
    std::vector<std::size_t> by_time(stories.size());
    std::iota(by_time.begin(), by_time.end(), std::size_t{0});
    std::ranges::sort(by_time, [&](std::size_t one, std::size_t other) {
        return stories[one].published_s != stories[other].published_s
                   ? stories[one].published_s > stories[other].published_s
                   : one < other;
    });
    std::map<std::string_view, std::set<std::string_view>> tellers;
    for (const Orderable& story : stories) {
        tellers[story.told_with].insert(story.source);
    }
    std::vector<Placed> placed;
    std::set<std::string_view> told, sources;
    for (const std::size_t at : by_time) {
        const Orderable& story = stories[at];
        const bool newest = sources.insert(story.source).second;
        if (!told.insert(story.told_with).second) {
            continue;
        }
        const std::size_t others = tellers[story.told_with].size() - 1;
        placed.push_back({at, others,
                          others > 0 ? Why::told_by_several
                          : newest   ? Why::newest_of_source
                                     : Why::by_time});
    }
    return placed;
}

} // namespace hypha::news

// One poll of one source, from its request to its rows. Whoever fetches is the caller's, as is the clock, so a test needs neither.
// A page that did not come is asked for again at the next two polls; until then the summary is the story. One poll asks for 30 pages at
// most and goes on soon; what is older than stories are kept is not made at all. Errors of a source are results, not errors. Pictures come
// with the story or not at all (story_pictures): one whose words are listed already is not made anew, and nothing is asked for it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "edge/fetch/robots_cache.hpp"
#include "edge/news/news_settings.hpp"
#include "edge/news/story_pictures.hpp"
#include "edge/store/news_store.hpp"

namespace hypha::edge {

struct PollDone {
    NewsSource source; // with its next plan
    PollResult result = PollResult::failed;
    std::vector<NewsItem> items;
    std::vector<NewsStory> stories;
    PictureFigures pictures;
};

class FeedPoll {
public:
    FeedPoll(fetch::Fetch fetch, fetch::RobotsCache& robots, NewsStore& store, const NewsSettings& settings,
             Watch watch = running_watch())
        : fetch_(std::move(fetch)), robots_(robots), store_(store), settings_(settings), watch_(std::move(watch)) {}

    // `chance`: 0 to 1, below 1.
    PollDone poll(const NewsSource& source, std::int64_t now_s, double chance);

private:
    PollResult read_items(const fetch::Fetched& fetched, PollDone& done, std::int64_t now_s);
    // False: the page did not come, and may come another time.
    bool read_page(struct StoryDraft& draft, std::int64_t now_s);

    fetch::Fetch fetch_;
    fetch::RobotsCache& robots_;
    NewsStore& store_;
    const NewsSettings settings_;
    Watch watch_;
};

// Retry-After (RFC 9110 §10.2.3): seconds, or a date. 0 for what is neither or past.
std::int64_t retry_after_s(std::string_view field, std::int64_t now_s);

} // namespace hypha::edge

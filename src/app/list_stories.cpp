#include "app/list_stories.hpp"

#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "app/own_taste.hpp"
#include "app/story_standing.hpp"
#include "core/taste/fetch_export.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kMoreStories = 60;

} // namespace

FeedStory feed_story(const storage::StoryRow& row) {
    FeedStory story;
    story.hash = row.hash;
    story.title = row.title;
    story.source = row.source;
    story.language = row.language;
    story.topic = row.topic;
    story.published_s = row.published_s;
    story.size_bytes = row.size_bytes;
    story.kept = row.kept_ms > 0;
    story.opened = row.opened_ms > 0;
    story.finished = row.finished_ms > 0;
    story.saved = row.saved_ms > 0;
    story.progress = static_cast<float>(row.progress);
    return story;
}

void read_feed(Workplace& work, FeedOrder order) {
    if (!work.database) {
        return;
    }
    Reading& reading = work.state.reading;
    NewsRun& run = work.memory.news;
    storage::StoryTable table(*work.database);
    auto rows = table.newest(reading.region, 0);
    const auto saved = table.saved();
    const auto kept = table.kept();
    if (!work.keep(rows) || !work.keep(saved) || !work.keep(kept)) {
        return;
    }
    std::erase_if(*rows, [&run](const storage::StoryRow& row) { return is_blocked(run, row); });
    std::set<std::string> topics;
    std::map<std::string_view, const storage::StoryRow*> by_hash;
    for (const storage::StoryRow& row : *rows) {
        by_hash.emplace(row.hash, &row);
        if (!row.topic.empty() && row.topic != "other") {
            topics.insert(row.topic);
        }
    }
    reading.topics.assign(topics.begin(), topics.end());
    if (!topics.contains(reading.topic)) {
        reading.topic.clear();
    }
    reading.stories.clear();
    reading.saved.clear();
    reading.total = 0;
    run.awaited.clear();
    run.plan_is_old = true;
    run.walk.is_old = true;
    const std::int64_t oldest_s = work.clock.wall_ms() / 1000 - taste::kAhead_s;
    const auto await = [&run, oldest_s](const storage::StoryRow& row, double value) {
        const bool old = row.published_s > 0 && row.published_s < oldest_s && row.saved_ms == 0;
        if (row.kept_ms == 0 && !old && !run.no_good.contains(row.hash)) {
            run.awaited.push_back({row.hash, row.source, row.size_bytes, value});
        }
    };
    for (const storage::StoryRow& row : *saved) {
        reading.saved.push_back(feed_story(row));
        await(row, taste::kSavedValue);
    }
    if (order == FeedOrder::anew || run.standing.empty()) {
        reading.taste.knows = run.taste.knows_anything();
        run.standing = stand_in_order(work, *rows);
        run.order_is_old = false;
    }
    for (const Standing& standing : run.standing) {
        const auto found = by_hash.find(standing.hash);
        if (found == by_hash.end()) {
            continue;
        }
        const storage::StoryRow& row = *found->second;
        if (row.saved_ms == 0) {
            await(row, taste::reading_chance(standing.score));
        }
        if (!reading.topic.empty() && row.topic != reading.topic) {
            continue;
        }
        if (reading.total++ < reading.shown) {
            FeedStory story = feed_story(row);
            story.other_sources = standing.other_sources;
            story.why = standing.why;
            story.reason = standing.reason;
            story.reason_key = standing.key;
            story.reason_shown = standing.shown;
            reading.stories.push_back(std::move(story));
        }
    }
    reading.kept_stories = kept->stories;
    reading.kept_bytes = kept->bytes;
    if (order == FeedOrder::anew) {
        show_taste(work);
    }
    work.touch();
}

void choose_topic(Workplace& work, const std::string& topic) {
    work.state.reading.topic = topic;
    work.state.reading.saved_only = false;
    work.state.reading.shown = kMoreStories;
    read_feed(work, FeedOrder::as_it_stands);
}

void show_more_stories(Workplace& work) {
    work.state.reading.shown += kMoreStories;
    read_feed(work, FeedOrder::as_it_stands);
}

void show_saved_stories(Workplace& work, bool only) {
    work.state.reading.saved_only = only;
    work.touch();
}

} // namespace hypha::app

#include "app/search_stories.hpp"

#include "app/list_stories.hpp"
#include "app/story_standing.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kMostFound = 50;

} // namespace

void search_news(Workplace& work, const std::string& words) {
    Reading& reading = work.state.reading;
    reading.words = words;
    reading.found.clear();
    work.touch();
    if (!work.database || words.empty()) {
        return;
    }
    const auto rows = storage::StoryTable(*work.database).search(words, kMostFound);
    if (!work.keep(rows)) {
        return;
    }
    for (const storage::StoryRow& row : *rows) {
        if (!is_blocked(work.memory.news, row)) {
            reading.found.push_back(feed_story(row));
        }
    }
}

void search_again(Workplace& work) {
    if (!work.state.reading.words.empty()) {
        search_news(work, work.state.reading.words);
    }
}

} // namespace hypha::app

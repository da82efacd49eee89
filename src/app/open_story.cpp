#include "app/open_story.hpp"

#include <algorithm>
#include <cmath>

#include "app/fetch_stories.hpp"
#include "app/list_stories.hpp"
#include "app/own_taste.hpp"
#include "app/read_aloud.hpp"
#include "app/search_stories.hpp"
#include "app/show_toast.hpp"
#include "app/story_pictures.hpp"
#include "core/news/story_file.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {
namespace {

constexpr float kWritten = 0.02F, kFinished = 0.97F; // progress that is worth a write; that is the end
constexpr std::int64_t kWordsInMinute = 200;

// Words of people who read for themselves; a story takes a minute at least.
std::int64_t minutes_of(const news::Story& story) {
    std::int64_t words = 0;
    for (const news::Block& block : story.blocks) {
        words += std::ranges::count(news::plain_text(block), ' ') + 1;
    }
    return std::max<std::int64_t>(1, (words + kWordsInMinute / 2) / kWordsInMinute);
}

template <typename Change> void in_all(Reading& reading, const std::string& hash, const Change& change) {
    for (auto* stories : {&reading.stories, &reading.saved, &reading.found}) {
        for (FeedStory& story : *stories) {
            if (story.hash == hash) {
                change(story);
            }
        }
    }
}

void failed(Workplace& work, const std::string& code) {
    OpenStory& open = work.state.reading.open;
    open.phase = code == "cancelled" ? StoryPhase::absent : StoryPhase::failed;
    open.failure = code == "cancelled" ? "" : code;
    work.touch();
}

// What was opened and how far it was read are not worth a word when they cannot be kept.
void mark_opened(Workplace& work) {
    Reading& reading = work.state.reading;
    if (!work.database->read_only()) {
        (void)storage::StoryTable(*work.database).mark_opened(reading.open.hash, work.clock.wall_ms());
    }
    in_all(reading, reading.open.hash, [](FeedStory& story) { story.opened = true; });
}

// As the lists show it, or what is known of it where none does.
FeedStory known_story(Workplace& work, const std::string& hash) {
    FeedStory story;
    story.hash = hash;
    if (const auto row = storage::StoryTable(*work.database).find(hash); row && *row) {
        story = feed_story(**row);
    } else if (const OpenStory& open = work.state.reading.open; open.hash == hash) {
        story.title = open.story.title;
        story.source = open.story.source;
        story.language = open.story.language;
    }
    return story;
}

void show(Workplace& work, news::Story story, std::int64_t size_bytes) {
    OpenStory& open = work.state.reading.open;
    open.story = std::move(story);
    open.size_bytes = size_bytes;
    open.minutes = minutes_of(open.story);
    open.in_short = news::summarize(open.story);
    open.phase = StoryPhase::ready;
    open.failure.clear();
    const FeedStory known = known_story(work, open.hash);
    open.topic = known.topic;
    if (!known.opened) {
        learn_opening(work, known);
    }
    work.memory.news.in_sight_since_ms = work.memory.visible ? work.clock.monotonic_ms() : -1;
    mark_opened(work);
    look_for_pictures(work);
    work.touch();
}

// False where its text is not here, or is not what it was.
bool show_kept(Workplace& work) {
    const std::string& hash = work.state.reading.open.hash;
    const auto bytes = storage::StoryTable(*work.database).body(hash);
    auto story = bytes ? news::parse_story(*bytes) : failure("not_found");
    if (!story) {
        return false;
    }
    show(work, *std::move(story), static_cast<std::int64_t>(bytes->size()));
    return true;
}

void close_story(Workplace& work) {
    NewsRun& run = work.memory.news;
    if (run.story_ticket != 0) {
        work.postbox.send(ports::CancelNews{run.story_ticket});
        run.story_ticket = 0;
    }
    leave_pictures(work);
    learn_reading_time(work);
    stop_listening(work);
    if (!work.state.reading.open.hash.empty()) {
        work.state.reading.open = {};
        run.due = true; // where nothing runs in the background, this is a moment to look again
        work.touch();
    }
}

} // namespace

void follow_story(Workplace& work) {
    const Route& route = work.state.route;
    OpenStory& open = work.state.reading.open;
    if (route.screen != Screen::story) {
        return close_story(work);
    }
    if (!work.database || open.hash == route.story) {
        return;
    }
    close_story(work);
    open.hash = route.story;
    open.serial = ++work.memory.news.openings;
    const auto row = storage::StoryTable(*work.database).find(open.hash);
    if (row && *row) {
        open.saved = (*row)->saved_ms > 0;
        open.size_bytes = (*row)->size_bytes;
        open.progress = open.began_at = (*row)->finished_ms > 0 && (*row)->progress > static_cast<double>(kFinished)
                                            ? 0.F
                                            : static_cast<float>((*row)->progress);
    }
    work.memory.news.written_progress = open.progress;
    if (!show_kept(work)) {
        ask_for_story(work);
    }
}

void ask_for_story(Workplace& work) {
    NewsRun& run = work.memory.news;
    OpenStory& open = work.state.reading.open;
    if (open.hash.empty() || open.phase == StoryPhase::ready || run.story_ticket != 0 || !work.database) {
        return;
    }
    open.phase = StoryPhase::loading;
    open.failure.clear();
    run.story_ticket = work.take_tickets();
    work.postbox.send(ports::AskNews{run.story_ticket, "/v1/news/story/" + open.hash});
    work.touch();
}

bool story_arrived(Workplace& work, const ports::NewsArrived& arrived) {
    NewsRun& run = work.memory.news;
    if (arrived.ticket == 0 || arrived.ticket != run.story_ticket || !work.database) {
        return false;
    }
    run.story_ticket = 0;
    OpenStory& open = work.state.reading.open;
    const std::string_view text(reinterpret_cast<const char*>(arrived.bytes.data()), arrived.bytes.size());
    auto story = news::parse_story(text);
    count_received(work, taste::ReceivedKind::texts, story ? story->source : "", arrived.received_bytes);
    const std::string code = keep_story(work, open.hash, arrived.bytes);
    if (code.empty() || (story && code != "damaged_story")) { // it can be read even where it cannot be kept
        if (!code.empty()) work.show_storage_failure(code);
        show(work, *std::move(story), static_cast<std::int64_t>(arrived.bytes.size()));
    } else {
        failed(work, code);
    }
    return true;
}

bool story_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes) {
    NewsRun& run = work.memory.news;
    if (ticket == 0 || ticket != run.story_ticket) {
        return false;
    }
    run.story_ticket = 0;
    count_received(work, taste::ReceivedKind::texts, "", received_bytes);
    failed(work, code);
    return true;
}

void read_to(Workplace& work, const command::ReadTo& wish) {
    OpenStory& open = work.state.reading.open;
    if (!work.database || open.hash != wish.hash || open.phase != StoryPhase::ready) {
        return;
    }
    open.progress = std::clamp(wish.progress, 0.F, 1.F);
    const bool finished = open.progress >= kFinished;
    float& written = work.memory.news.written_progress;
    if (std::abs(open.progress - written) < kWritten && (!finished || written >= kFinished)) {
        return;
    }
    written = open.progress;
    if (finished) {
        if (const FeedStory known = known_story(work, open.hash); !known.finished) {
            learn(work, taste::Did::finished, known);
        }
    }
    if (!work.database->read_only()) {
        (void)storage::StoryTable(*work.database)
            .set_progress(open.hash, static_cast<double>(open.progress), finished ? work.clock.wall_ms() : 0);
    }
    in_all(work.state.reading, open.hash, [&](FeedStory& story) {
        story.progress = open.progress;
        story.finished = story.finished || finished;
    });
}

void save_story(Workplace& work, const command::SaveStory& wish) {
    if (!work.database ||
        !work.keep(storage::StoryTable(*work.database).set_saved(wish.hash, wish.saved ? work.clock.wall_ms() : 0))) {
        return;
    }
    if (work.state.reading.open.hash == wish.hash) {
        work.state.reading.open.saved = wish.saved;
    }
    if (wish.saved) {
        learn(work, taste::Did::saved, known_story(work, wish.hash));
    } else {
        unlearn(work, taste::Did::saved, known_story(work, wish.hash));
    }
    read_feed(work, FeedOrder::as_it_stands);
    search_again(work);
    go_on_fetching(work);
}

void put_story_away(Workplace& work, const std::string& hash) {
    work.state.overlay = std::monostate{};
    if (!work.database || !work.keep(storage::StoryTable(*work.database).set_unwanted(hash, work.clock.wall_ms()))) {
        return;
    }
    learn(work, taste::Did::put_away, known_story(work, hash));
    read_feed(work);
    search_again(work);
    show_toast(work, {.kind = ToastKind::story_put_away, .can_undo = true, .code = hash});
}

void hide_source(Workplace& work, const std::string& source, bool hidden) {
    work.state.overlay = std::monostate{};
    if (!work.database) {
        return;
    }
    storage::StoryTable table(*work.database);
    if (!work.keep(table.hide_source(source, hidden ? work.clock.wall_ms() : 0))) {
        return;
    }
    if (const auto sources = table.hidden_sources(); work.keep(sources)) {
        work.state.reading.hidden_sources = *sources;
    }
    if (hidden) {
        stop_fetching_of(work, source);
    }
    read_feed(work);
    search_again(work);
    if (hidden) {
        show_toast(work, {.kind = ToastKind::source_hidden, .can_undo = true, .code = source});
    }
}

void bring_back(Workplace& work, const Toast& toast) {
    if (toast.kind == ToastKind::source_hidden) {
        hide_source(work, toast.code, false);
    } else if (work.database && work.keep(storage::StoryTable(*work.database).set_unwanted(toast.code, 0))) {
        unlearn(work, taste::Did::put_away, known_story(work, toast.code));
        read_feed(work);
        search_again(work);
    }
}

// The publisher's own page, or the edge's: it is there for everybody, whether they have Hypha or not.
void share_story(Workplace& work) {
    const OpenStory& open = work.state.reading.open;
    if (open.phase != StoryPhase::ready) {
        return;
    }
    work.memory.news.share_ticket = work.take_tickets();
    work.postbox.send(ports::ShareAddress{work.memory.news.share_ticket, open.story.title,
                                          open.story.url.empty() ? "/read/" + open.hash : open.story.url});
}

void address_shared(Workplace& work, const ports::AddressShared& shared) {
    NewsRun& run = work.memory.news;
    if (shared.ticket == 0 || shared.ticket != run.share_ticket) {
        return;
    }
    run.share_ticket = 0;
    if (shared.outcome == "copied" || shared.outcome == "failed") {
        show_toast(work, {.kind = shared.outcome == "copied" ? ToastKind::link_copied : ToastKind::link_not_shared});
    }
}

} // namespace hypha::app

// What screens know of news: the region, its stories in the order they are shown, the story that is open, and what the network cost.
// Filled by read_news, list_stories, open_story, story_pictures, fetch_stories, fetch_pictures, fetch_hours, fetch_away and own_taste. Codes of failures: no_network, busy, not_found, not_understood,
// too_large, bad_signature, new_key (Reading::new_key waits to be accepted), damaged_story, or storage's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/speech.hpp"
#include "app/taste.hpp"
#include "core/news/story.hpp"
#include "core/news/story_order.hpp"
#include "core/news/summary.hpp"
#include "core/taste/fetch_hours.hpp"
#include "core/taste/received_kind.hpp"
#include "ports/news_regions.hpp"

namespace hypha::app {

using NewsRegion = ports::NewsRegion;

struct FeedStory {
    std::string hash, title, source, language, topic;
    std::int64_t published_s = 0;
    std::int64_t size_bytes = 0;
    bool kept = false; // its text is here
    bool opened = false, finished = false, saved = false;
    float progress = 0;
    std::size_t other_sources = 0; // that tell the same
    news::Why why = news::Why::by_time;
    taste::Reason reason = taste::Reason::by_order;
    std::string reason_key, reason_shown; // of the trait that is the reason
};

enum class StoryPhase { absent, loading, ready, failed };

// absent: not on this device, as far as it was looked for, and not asked of the network.
enum class PicturePhase { absent, loading, here, failed };

struct OpenPicture {
    std::uint32_t place = 0;                   // news::StoryPicture::place; the story has it
    news::PictureFile small, file;             // `file`: the large one, that a tap brings
    PicturePhase phase = PicturePhase::absent; // of the large one
    std::string failure;                       // when failed; codes: story_pictures.hpp
    bool small_here = false;                   // came by itself: it is shown until the large one is here
};

struct OpenStory {
    std::string hash; // empty: none is open
    StoryPhase phase = StoryPhase::absent;
    std::string failure;
    news::Story story;                       // when ready
    std::vector<news::KeySentence> in_short; // of it; none where it is short
    std::string topic;
    std::int64_t size_bytes = 0;
    std::int64_t minutes = 0; // that reading takes
    bool saved = false;
    float progress = 0;       // remembered, as it was read last
    float began_at = 0;       // where reading goes on, as it was when the story was opened
    std::uint32_t serial = 0; // rises with every opening
    Speech speech;
    std::vector<OpenPicture> pictures; // when ready: those that the story names
};

// Why stories that are not here do not come by themselves now.
enum class FetchWait { none, connection, wifi, tomorrow, paused, hours, save_data, charging, not_allowed };

// How this browser fetches while the app is closed. unknown: it was not asked yet.
enum class PeriodicFetch { unknown, on, refused, absent };

struct LedgerEntry {
    std::string source; // empty: of several, or none
    std::int64_t bytes = 0;
    taste::ReceivedKind kind = taste::ReceivedKind::lists;
    std::int64_t answers = 0;
};

struct LedgerDay {
    std::int64_t day = 0; // since 1970, local
    std::int64_t lists_bytes = 0, texts_bytes = 0, pages_bytes = 0, pictures_bytes = 0, app_bytes = 0;
    // That a limit counts: Hypha itself is beside it.
    [[nodiscard]] std::int64_t counted_bytes() const {
        return lists_bytes + texts_bytes + pages_bytes + pictures_bytes;
    }
};

struct Reading {
    bool known = false; // the rest was read from storage
    std::string region; // empty: none was chosen
    std::vector<NewsRegion> regions;
    bool regions_known = false; // the edge said which there are, in this session
    bool working = false;       // a list is being asked for
    std::string failure;        // of the last time one was
    std::string new_key;        // that signed it, where another was known
    std::int64_t made_s = 0;    // of the newest list
    std::int64_t refreshed_ms = 0;
    std::vector<FeedStory> stories; // the first `shown` of the topic, hidden sources left out
    std::size_t shown = 60;
    std::size_t total = 0;           // of the topic
    std::vector<std::string> topics; // that occur
    std::string topic;               // that is looked at; empty: all
    std::string words;               // that are searched for
    std::vector<FeedStory> found;
    bool saved_only = false;
    std::vector<FeedStory> saved;
    std::vector<std::string> hidden_sources;
    OwnTaste taste;
    OpenStory open;

    // The network
    bool paused = false;
    bool unmetered = false;       // the browser says so
    bool line_known = false;      // the browser says what kind of line it is
    bool saves_data = false;      // Save-Data
    bool unknown_is_free = false; // the person says so of a line of which the browser says nothing
    taste::Power power = taste::Power::unknown;
    taste::DayWindow quiet, cheap;
    bool only_charging = false;
    taste::PictureWish pictures = taste::PictureWish::never;
    taste::FetchAnswer may;         // texts come by themselves now, or why not
    std::int64_t look_again_ms = 0; // wall clock: when the hours may say another thing; 0: never by themselves
    PeriodicFetch periodic = PeriodicFetch::unknown;
    bool when_connected = false; // the service worker is woken once when the network is back
    std::int64_t budget_unmetered_mb = 5, budget_other_mb = 1;
    std::int64_t spent_bytes = 0;    // today, without Hypha itself
    std::vector<LedgerEntry> ledger; // of today
    std::vector<LedgerDay> week;     // the last seven days, today last
    std::int64_t planned_bytes = 0;  // that will still come by themselves today, if the connection stays as it is
    std::int64_t kept_stories = 0, kept_bytes = 0;
    std::int64_t kept_pictures = 0, kept_pictures_bytes = 0; // when they were last counted
    std::size_t fetching = 0;                                // texts that are still to come now
    std::size_t fetched = 0;                                 // of this going-through
    FetchWait waits = FetchWait::none;

    [[nodiscard]] taste::Line line() const { // while there is one
        return unmetered ? taste::Line::unmetered : line_known ? taste::Line::metered : taste::Line::unknown;
    }
    [[nodiscard]] taste::FetchRules rules() const {
        return {paused,
                quiet,
                cheap,
                only_charging,
                unknown_is_free,
                1'000'000 * budget_unmetered_mb,
                1'000'000 * budget_other_mb,
                pictures};
    }
    [[nodiscard]] bool is_free_line() const { return rules().is_free(line()); }
    [[nodiscard]] std::int64_t budget_bytes() const { return rules().budget_bytes(line()); }
};

} // namespace hypha::app

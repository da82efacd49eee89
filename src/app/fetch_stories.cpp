#include "app/fetch_stories.hpp"

#include <algorithm>
#include <utility>

#include "app/fetch_hours.hpp"
#include "app/fetch_pictures.hpp"
#include "app/settings.hpp"
#include "core/base/hex.hpp"
#include "core/news/story_file.hpp"
#include "core/sync/sha256.hpp"
#include "core/taste/fetch_plan.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {
namespace {

constexpr double kAfterFailure_ms = 60'000;
constexpr const char* kPaused = "news_paused";
constexpr std::int64_t kMost_mb = 500;

const char* budget_key(bool unmetered) { return unmetered ? "news_mb_unmetered" : "news_mb_other"; }

std::int64_t read_budget(Workplace& work, bool unmetered, std::int64_t otherwise_mb) {
    return std::clamp<std::int64_t>(read_integer(work, budget_key(unmetered)).value_or(otherwise_mb), 0, kMost_mb);
}

void mark_kept(std::vector<FeedStory>& stories, const std::string& hash) {
    const auto found = std::ranges::find(stories, hash, &FeedStory::hash);
    if (found != stories.end()) {
        found->kept = true;
    }
}

void wait_for(Workplace& work, FetchWait why) {
    Reading& reading = work.state.reading;
    reading.waits = why;
    reading.planned_bytes = 0;
    reading.fetching = 0;
    reading.fetched = 0;
    work.touch();
}

FetchWait wait_of(taste::FetchHold hold) {
    using taste::FetchHold;
    switch (hold) {
    case FetchHold::paused: return FetchWait::paused;
    case FetchHold::connection: return FetchWait::connection;
    case FetchHold::save_data: return FetchWait::save_data;
    case FetchHold::quiet:
    case FetchHold::outside_cheap: return FetchWait::hours;
    case FetchHold::on_battery:
    case FetchHold::power_unknown: return FetchWait::charging;
    case FetchHold::never:
    case FetchHold::no_budget: return FetchWait::not_allowed;
    case FetchHold::wifi: return FetchWait::wifi;
    case FetchHold::tomorrow: return FetchWait::tomorrow;
    case FetchHold::none: break;
    }
    return FetchWait::none;
}

// The first that the service worker has fetched.
const Awaited* first_fetched_away(const NewsRun& run) {
    const auto found = std::ranges::find_if(
        run.awaited, [&run](const Awaited& story) { return run.fetched_away.contains(story.hash); });
    return found == run.awaited.end() ? nullptr : &*found;
}

void ask_ahead(Workplace& work, const Awaited& next, bool kept) {
    NewsRun& run = work.memory.news;
    run.ahead = next;
    run.ahead_kept = kept;
    run.ahead_ticket = work.take_tickets();
    work.state.reading.waits = FetchWait::none;
    work.state.reading.fetching = run.awaited.size();
    work.postbox.send(ports::AskNews{run.ahead_ticket, "/v1/news/story/" + run.ahead.hash, kept});
    work.touch();
}

// The first of those that are worth what is left of the day.
const Awaited* first_of_plan(Workplace& work) {
    Reading& reading = work.state.reading;
    const std::vector<Awaited>& awaited = work.memory.news.awaited;
    std::vector<taste::Fetchable> fetchable;
    fetchable.reserve(awaited.size());
    for (const Awaited& story : awaited) {
        fetchable.push_back({story.value, story.size_bytes});
    }
    const std::vector<bool> plan = taste::fetch_plan(fetchable, reading.budget_bytes() - reading.spent_bytes);
    reading.planned_bytes = 0;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        reading.planned_bytes += plan[i] ? awaited[i].size_bytes : 0;
    }
    const auto first = std::ranges::find(plan, true);
    return first == plan.end() ? nullptr : &awaited[static_cast<std::size_t>(first - plan.begin())];
}

} // namespace

void read_fetch_choices(Workplace& work) {
    Reading& reading = work.state.reading;
    reading.paused = read_setting(work, kPaused) == "1";
    reading.budget_unmetered_mb = read_budget(work, true, reading.budget_unmetered_mb);
    reading.budget_other_mb = read_budget(work, false, reading.budget_other_mb);
    read_fetch_hours(work);
    read_picture_choice(work);
}

std::string keep_story(Workplace& work, const std::string& hash, std::span<const std::byte> bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (to_hex(sync::sha256(text)) != hash) {
        return "damaged_story";
    }
    const auto story = news::parse_story(text);
    if (!story) {
        return story.error().code == "story_newer" ? "newer_story" : "not_understood";
    }
    const auto kept =
        storage::StoryTable(*work.database).keep(hash, text, *story, work.state.reading.region, work.clock.wall_ms());
    if (!kept) {
        return kept.error().code;
    }
    Reading& reading = work.state.reading;
    for (auto* stories : {&reading.stories, &reading.saved, &reading.found}) {
        mark_kept(*stories, hash);
    }
    std::erase_if(work.memory.news.awaited, [&](const Awaited& story) { return story.hash == hash; });
    work.memory.news.fetched_away.erase(hash);
    work.memory.news.plan_is_old = true;
    work.memory.news.walk.is_old = true;
    ++reading.kept_stories;
    reading.kept_bytes += static_cast<std::int64_t>(bytes.size());
    work.touch();
    return "";
}

void go_on_fetching(Workplace& work) {
    NewsRun& run = work.memory.news;
    Reading& reading = work.state.reading;
    if (!work.database || work.database->read_only() || !reading.known || run.ahead_ticket != 0 ||
        pictures_under_way(work)) {
        return;
    }
    if (const Awaited* fetched = first_fetched_away(run)) {
        return ask_ahead(work, *fetched, true);
    }
    read_ledger(work); // midnight may have passed
    const taste::FetchAnswer& may = judge_fetching(work);
    if (run.awaited.empty()) {
        wait_for(work, FetchWait::none);
        if (may.hold == taste::FetchHold::none && work.clock.monotonic_ms() >= run.not_before_ms) {
            go_on_with_pictures(work);
        }
        return;
    }
    if (may.hold != taste::FetchHold::none) {
        return wait_for(work, wait_of(may.hold));
    }
    if (work.clock.monotonic_ms() < run.not_before_ms) {
        return wait_for(work, FetchWait::connection);
    }
    const Awaited* next = first_of_plan(work);
    if (next == nullptr) {
        const bool more_on_wifi = !reading.is_free_line() && reading.budget_unmetered_mb > reading.budget_other_mb;
        return wait_for(work, more_on_wifi ? FetchWait::wifi : FetchWait::tomorrow);
    }
    ask_ahead(work, *next, false);
}

void stop_fetching(Workplace& work) {
    NewsRun& run = work.memory.news;
    if (run.ahead_ticket != 0) {
        work.postbox.send(ports::CancelNews{run.ahead_ticket});
    }
    stop_pictures(work);
}

void stop_fetching_of(Workplace& work, const std::string& source) {
    const NewsRun& run = work.memory.news;
    if (run.ahead_ticket != 0 && run.ahead.source == source) {
        work.postbox.send(ports::CancelNews{run.ahead_ticket});
    }
    if (run.walk.ahead.source == source) {
        leave_ahead_picture(work);
    }
}

bool ahead_arrived(Workplace& work, const ports::NewsArrived& arrived) {
    NewsRun& run = work.memory.news;
    if (arrived.ticket == 0 || arrived.ticket != run.ahead_ticket || !work.database) {
        return false;
    }
    run.ahead_ticket = 0;
    count_received(work, taste::ReceivedKind::texts, run.ahead.source, arrived.received_bytes);
    const std::string failed = keep_story(work, run.ahead.hash, arrived.bytes);
    if (failed.empty()) {
        ++work.state.reading.fetched;
    } else if (run.ahead_kept && run.fetched_away.erase(run.ahead.hash) > 0 && failed == "damaged_story") {
        // The network's may be whole.
    } else if (failed == "damaged_story" || failed == "not_understood" || failed == "newer_story") {
        run.no_good.insert(run.ahead.hash);
        std::erase_if(run.awaited, [&](const Awaited& story) { return story.hash == run.ahead.hash; });
    } else { // the device's own storage: nothing would be kept of the next one either
        run.not_before_ms = work.clock.monotonic_ms() + kAfterFailure_ms;
        work.state.storage.failure = failed;
    }
    go_on_fetching(work);
    return true;
}

bool ahead_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes) {
    NewsRun& run = work.memory.news;
    if (ticket == 0 || ticket != run.ahead_ticket) {
        return false;
    }
    run.ahead_ticket = 0;
    count_received(work, taste::ReceivedKind::texts, run.ahead.source, received_bytes);
    if (run.ahead_kept) { // it was let go meanwhile
        run.fetched_away.erase(run.ahead.hash);
        go_on_fetching(work);
        return true;
    }
    const auto& hidden = work.state.reading.hidden_sources;
    if (code == "not_found" || code == "too_large" || code == "not_understood") {
        run.no_good.insert(run.ahead.hash);
        std::erase_if(run.awaited, [&](const Awaited& story) { return story.hash == run.ahead.hash; });
    } else if (std::ranges::find(hidden, run.ahead.source) == hidden.end()) {
        // No network, a busy edge, or the person wants it to end.
        run.not_before_ms = work.clock.monotonic_ms() + kAfterFailure_ms;
    }
    go_on_fetching(work);
    return true;
}

void pause_fetching(Workplace& work, bool paused) {
    if (!work.database) {
        return;
    }
    work.state.reading.paused = paused;
    work.memory.news.plan_is_old = true;
    write_setting(work, kPaused, paused ? "1" : "0");
    work.memory.news.not_before_ms = 0;
    if (paused) {
        stop_fetching(work);
    }
    go_on_fetching(work);
    work.touch();
}

void choose_budget(Workplace& work, bool unmetered, std::int64_t megabytes) {
    if (!work.database) {
        return;
    }
    Reading& reading = work.state.reading;
    const std::int64_t chosen = std::clamp<std::int64_t>(megabytes, 0, kMost_mb);
    (unmetered ? reading.budget_unmetered_mb : reading.budget_other_mb) = chosen;
    write_setting(work, budget_key(unmetered), std::to_string(chosen));
    work.memory.news.plan_is_old = true;
    go_on_fetching(work);
    work.touch();
}

} // namespace hypha::app

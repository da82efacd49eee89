#include "app/fetch_away.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "app/all_or_nothing.hpp"
#include "app/fetch_hours.hpp"
#include "app/fetch_pictures.hpp"
#include "app/fetch_stories.hpp"
#include "app/read_news.hpp"
#include "app/settings.hpp"
#include "app/signed_list.hpp"
#include "core/base/local_day.hpp"
#include "core/taste/fetch_export.hpp"
#include "storage/byte_ledger.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {
namespace {

constexpr const char* kCounted = "fetch_journal"; // "id number"

bool may_write(const Workplace& work) { return work.database && !work.database->read_only(); }

void read_mark(Workplace& work) {
    NewsRun& run = work.memory.news;
    if (std::exchange(run.journal_read, true)) {
        return;
    }
    const std::string mark = read_setting(work, kCounted).value_or("");
    const std::size_t blank = mark.find(' ');
    std::int64_t number = 0;
    if (blank != std::string::npos &&
        std::from_chars(mark.data() + blank + 1, mark.data() + mark.size(), number).ec == std::errc{}) {
        run.counted_journal = mark.substr(0, blank);
        run.counted_number = number;
    }
}

void note_fetched(NewsRun& run, const taste::ReceivedEntry& entry) {
    if (entry.kind == taste::ReceivedKind::lists) {
        run.list_away = true;
    } else if (entry.kind != taste::ReceivedKind::pictures && !entry.hash.empty()) {
        run.fetched_away.insert(entry.hash);
    }
}

// Rows alone: what is in memory changes when these are kept. `above`: up to which they were counted before.
void count_entries(Workplace& work, const taste::FetchJournal& journal, std::int64_t above) {
    storage::ByteLedger ledger(*work.database);
    for (const taste::ReceivedEntry& entry : journal.entries) {
        if (entry.number > above && entry.bytes > 0 &&
            !work.keep(ledger.add(entry.day, entry.kind, entry.source, entry.bytes))) {
            return;
        }
    }
    write_setting(work, kCounted, journal.id + ' ' + std::to_string(journal.entries.back().number));
}

taste::FetchExport plan_of(Workplace& work, const std::vector<std::string>& settled) {
    const Reading& reading = work.state.reading;
    const NewsRun& run = work.memory.news;
    taste::FetchExport plan;
    plan.region = reading.region;
    plan.key = pinned_key(work);
    plan.made_s = reading.made_s;
    plan.day = local_day(work.clock.wall_ms(), work.state.look.zone_offset_min);
    plan.spent_bytes = reading.spent_bytes;
    plan.journal = run.counted_journal;
    plan.counted = run.counted_number;
    plan.rules = reading.rules();
    const auto settle = [&plan](const std::string& hash) { plan.here.insert(hash.substr(0, taste::kHereDigits)); };
    std::ranges::for_each(settled, settle);
    std::ranges::for_each(run.no_good, settle);
    plan.hidden_sources.insert(reading.hidden_sources.begin(), reading.hidden_sources.end());
    plan.blocked = run.blocked;
    for (const Awaited& story : run.awaited) {
        if (story.value >= taste::kSavedValue) {
            plan.wanted.push_back({story.hash, story.source, story.size_bytes});
        }
    }
    plan.weights = run.taste.known_weights();
    for (const auto& [key, steps] : run.taste.wishes().turned) {
        if (!run.taste.wishes().dropped.contains(key)) {
            plan.turned.emplace(key, steps);
        }
    }
    return plan;
}

void keep_plan(Workplace& work, const std::string& text) {
    work.memory.news.left_plan = text;
    work.postbox.send(ports::KeepFetchPlan{std::as_bytes(std::span(work.memory.news.left_plan))});
}

// The browser is told once how it is wanted, and again when that changes.
void wish_background(Workplace& work) {
    NewsRun& run = work.memory.news;
    const Reading& reading = work.state.reading;
    const bool wanted = !reading.region.empty() && !reading.paused;
    const bool connected = wanted && !work.state.online;
    if (!run.background_asked || wanted != run.background_wanted || (connected && !run.connected_wished)) {
        run.background_asked = true;
        run.background_wanted = wanted;
        work.postbox.send(ports::WishBackground{wanted, connected});
    }
    run.connected_wished = connected;
}

} // namespace

void ask_fetch_journal(Workplace& work) {
    if (may_write(work)) {
        work.postbox.send(ports::AskFetchJournal{});
    }
}

// Not one of the events that are tried again later: its bytes are gone by then, and the next journal has them all.
void fetch_journal_found(Workplace& work, const ports::FetchJournalFound& found) {
    const auto journal = taste::parse_journal({reinterpret_cast<const char*>(found.bytes.data()), found.bytes.size()});
    if (!may_write(work) || !journal || journal->entries.empty()) {
        return;
    }
    NewsRun& run = work.memory.news;
    read_mark(work);
    // Another journal, after the browser let the old one go, counts from its beginning.
    const std::int64_t above = run.counted_journal == journal->id ? run.counted_number : 0;
    const std::int64_t last = journal->entries.back().number;
    if (last > above) {
        if (!all_or_nothing(work, [&](Workplace& inner) { count_entries(inner, *journal, above); }).empty()) {
            return;
        }
        for (const taste::ReceivedEntry& entry : journal->entries) {
            if (entry.number > above) {
                note_fetched(run, entry);
            }
        }
        run.counted_journal = journal->id;
        run.counted_number = last;
    }
    run.dropped_number = 0; // these are there: they go with the next plan
    run.plan_is_old = true;
    if (last > above && work.state.reading.known) {
        read_ledger(work);
        refresh_news(work, false); // the list that came is taken at once: no frame may follow for long
        go_on_fetching(work);
    }
}

void leave_fetch_plan(Workplace& work) {
    NewsRun& run = work.memory.news;
    Reading& reading = work.state.reading;
    if (!may_write(work) || !reading.known) {
        return;
    }
    wish_background(work);
    // While texts come one after the other a plan would be old with each.
    if (!run.plan_is_old || ((run.ahead_ticket != 0 || pictures_under_way(work)) && work.memory.visible) ||
        reading.region.empty() || pinned_key(work).empty()) {
        return;
    }
    const auto settled = storage::StoryTable(*work.database).settled(reading.region);
    if (!work.keep(settled)) {
        return;
    }
    run.plan_is_old = false;
    read_mark(work);
    if (std::string text = taste::write_export(plan_of(work, *settled)); text != run.left_plan) {
        keep_plan(work, text);
    }
    if (run.counted_number > run.dropped_number) {
        run.dropped_number = run.counted_number;
        work.postbox.send(ports::DropFetchJournal{run.counted_journal, run.counted_number});
    }
}

void drop_fetch_plan(Workplace& work) { keep_plan(work, ""); }

void background_found(Workplace& work, const ports::BackgroundFound& found) {
    Reading& reading = work.state.reading;
    reading.periodic = found.periodic == "on"        ? PeriodicFetch::on
                       : found.periodic == "refused" ? PeriodicFetch::refused
                                                     : PeriodicFetch::absent;
    reading.when_connected = found.when_connected;
    work.touch();
}

} // namespace hypha::app

// Over 300 lines because list, regions, key and the moments to ask are one road.
#include "app/read_news.hpp"

#include <algorithm>
#include <utility>

#include "app/fetch_away.hpp"
#include "app/fetch_hours.hpp"
#include "app/fetch_stories.hpp"
#include "app/list_stories.hpp"
#include "app/own_taste.hpp"
#include "app/read_aloud.hpp"
#include "app/settings.hpp"
#include "app/signed_list.hpp"
#include "app/story_pictures.hpp"
#include "core/news/story_index.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {
namespace {

constexpr const char* kRegion = "news_region";
constexpr const char* kMade = "news_made_s";
constexpr const char* kRefreshed = "news_refreshed_ms";
constexpr std::int64_t kOldAfter_ms = 15 * 60'000LL; // a list is not asked for again by itself before
constexpr double kFirstLook_ms = 4'000;              // the first screen and its code come first
constexpr double kAfterFailure_ms = 60'000;
constexpr std::int64_t kUnreadKept_ms = 14LL * 24 * 3600 * 1000;
constexpr std::int64_t kMostKept_bytes = 64'000'000;

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool may_read(const Workplace& work) {
    return work.database && !work.database->read_only() && work.state.phase == Phase::ready;
}

void ask(Workplace& work, ListAsked what, const std::string& target) {
    NewsRun& run = work.memory.news;
    run.list_ticket = work.take_tickets();
    run.asked = what;
    run.region = work.state.reading.region;
    work.state.reading.working = true;
    work.postbox.send(ports::AskNews{run.list_ticket, target, what == ListAsked::kept_index});
    work.touch();
}

void end_list(Workplace& work, const std::string& failure) {
    NewsRun& run = work.memory.news;
    run.list_ticket = 0;
    run.asked = ListAsked::none;
    work.state.reading.working = false;
    work.state.reading.failure = failure;
    if (!failure.empty()) {
        run.not_before_ms = work.clock.monotonic_ms() + kAfterFailure_ms;
    }
    work.touch();
}

// A region is chosen by itself where there is no other.
void regions_arrived(Workplace& work, std::string_view json) {
    const auto regions = ports::read_news_regions(json);
    if (!regions) {
        return end_list(work, "not_understood");
    }
    Reading& reading = work.state.reading;
    reading.regions = *regions;
    reading.regions_known = true;
    end_list(work, "");
    if (reading.region.empty() && regions->size() == 1) {
        choose_region(work, regions->front().name);
    }
}

void index_arrived(Workplace& work, const ports::NewsArrived& arrived) {
    Reading& reading = work.state.reading;
    const auto index = believed_list(work, text_of(arrived.bytes), work.memory.news.region);
    if (!index) {
        work.memory.news.list_away = false;
        return end_list(work, index.error().code);
    }
    if (index->made_s > reading.made_s) { // an older one says nothing new, or wants to hide something
        storage::StoryTable table(*work.database);
        const auto taken = table.take_index(*index);
        if (!taken) {
            return end_list(work, taken.error().code);
        }
        const std::int64_t now_ms = work.clock.wall_ms();
        (void)table.expire(now_ms - kUnreadKept_ms, kMostKept_bytes); // tried again with the next list
        reading.made_s = index->made_s;
        write_setting(work, kMade, std::to_string(index->made_s));
    }
    work.memory.news.list_away = false;
    if (!arrived.kept) {
        reading.refreshed_ms = work.clock.wall_ms();
        write_setting(work, kRefreshed, std::to_string(reading.refreshed_ms));
        reading.new_key.clear();
    }
    end_list(work, arrived.kept && work.memory.news.asked != ListAsked::kept_index ? "no_network" : "");
    read_feed(work);
    go_on_fetching(work);
}

void read_choices(Workplace& work) {
    Reading& reading = work.state.reading;
    reading.known = true;
    reading.region = read_setting(work, kRegion).value_or("");
    reading.made_s = read_integer(work, kMade).value_or(0);
    reading.refreshed_ms = read_integer(work, kRefreshed).value_or(0);
    read_fetch_choices(work);
    if (const auto hidden = storage::StoryTable(*work.database).hidden_sources(); work.keep(hidden)) {
        reading.hidden_sources = *hidden;
    }
}

bool is_old(const Workplace& work) {
    const std::int64_t age_ms = work.clock.wall_ms() - work.state.reading.refreshed_ms;
    return age_ms < 0 || age_ms > kOldAfter_ms;
}

} // namespace

void arrive_reading(Workplace& work) {
    if (!work.database) {
        return;
    }
    Reading& reading = work.state.reading;
    if (!reading.known) {
        read_choices(work);
        read_taste(work);
        read_feed(work);
        read_ledger(work);
    } else if (work.memory.news.order_is_old && work.state.route.screen == Screen::read && reading.open.hash.empty()) {
        read_feed(work); // who comes back from a story finds the list as it was
    }
    ask_fetch_journal(work);
    refresh_news(work, false);
    go_on_fetching(work);
}

void refresh_news(Workplace& work, bool wished) {
    Reading& reading = work.state.reading;
    NewsRun& run = work.memory.news;
    if (!may_read(work) || !reading.known || run.list_ticket != 0) {
        return;
    }
    if (wished) {
        run.not_before_ms = 0;
        run.no_good.clear();
    }
    if (!wished && run.list_away && !reading.region.empty()) { // it costs nothing, and needs no network
        return ask(work, ListAsked::kept_index, "/v1/news/" + reading.region + "/now");
    }
    if (!wished && (work.clock.monotonic_ms() < run.not_before_ms || !work.state.online)) {
        return;
    }
    if (reading.region.empty()) {
        if (wished || !reading.regions_known) {
            ask(work, ListAsked::regions, "/v1/news/regions");
        }
    } else if (wished || (is_old(work) && lists_may_come(work))) { // who chooses a region asked for its list
        ask(work, ListAsked::index, "/v1/news/" + reading.region + "/now");
    }
}

void cancel_news(Workplace& work) {
    NewsRun& run = work.memory.news;
    if (run.list_ticket != 0) {
        work.postbox.send(ports::CancelNews{run.list_ticket});
    }
    stop_fetching(work);
}

void ask_regions(Workplace& work) {
    if (may_read(work) && work.memory.news.list_ticket == 0) {
        ask(work, ListAsked::regions, "/v1/news/regions");
    }
}

void choose_region(Workplace& work, const std::string& region) {
    Reading& reading = work.state.reading;
    if (!may_read(work) || !news::is_region_name(region)) {
        return;
    }
    if (region != reading.region) {
        NewsRun& run = work.memory.news;
        if (run.list_ticket != 0) { // of the region before
            work.postbox.send(ports::CancelNews{std::exchange(run.list_ticket, 0)});
            reading.working = false;
        }
        reading.region = region;
        reading.topic.clear();
        reading.made_s = 0;
        reading.refreshed_ms = 0;
        write_setting(work, kRegion, region);
        write_setting(work, kMade, "0");
        write_setting(work, kRefreshed, "0");
        read_feed(work);
    }
    refresh_news(work, true);
}

void accept_news_key(Workplace& work) {
    Reading& reading = work.state.reading;
    if (!may_read(work) || reading.new_key.empty()) {
        return;
    }
    pin_key(work, std::exchange(reading.new_key, ""));
    reading.failure.clear();
    reading.made_s = 0; // another edge counts by its own clock
    refresh_news(work, true);
    work.touch();
}

bool list_arrived(Workplace& work, const ports::NewsArrived& arrived) {
    const NewsRun& run = work.memory.news;
    if (arrived.ticket == 0 || arrived.ticket != run.list_ticket || !work.database) {
        return false;
    }
    count_received(work, taste::ReceivedKind::lists, "", arrived.received_bytes);
    if (run.asked == ListAsked::regions) {
        regions_arrived(work, text_of(arrived.bytes));
    } else {
        index_arrived(work, arrived);
    }
    return true;
}

bool list_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes) {
    NewsRun& run = work.memory.news;
    if (ticket == 0 || ticket != run.list_ticket) {
        return false;
    }
    count_received(work, taste::ReceivedKind::lists, "", received_bytes);
    if (run.asked == ListAsked::kept_index) {
        run.list_away = false;
        end_list(work, "");
        return true;
    }
    if (code == "not_found" && run.asked == ListAsked::index) {
        work.state.reading.regions_known = false; // this one is gone: the person chooses among those there are
    }
    end_list(work, code == "cancelled" ? "" : code);
    return true;
}

void drop_reading(Workplace& work) {
    stop_listening(work);
    leave_pictures(work);
    NewsRun& run = work.memory.news;
    for (const std::uint32_t ticket : {run.list_ticket, run.story_ticket, run.ahead_ticket, run.walk.ahead.ticket}) {
        if (ticket != 0) {
            work.postbox.send(ports::CancelNews{ticket});
        }
    }
    Reading fresh; // what the browser says stays as it is
    const Reading& before = work.state.reading;
    fresh.unmetered = before.unmetered;
    fresh.line_known = before.line_known;
    fresh.saves_data = before.saves_data;
    fresh.power = before.power;
    fresh.periodic = before.periodic;
    fresh.when_connected = before.when_connected;
    run = NewsRun{};
    work.state.reading = std::move(fresh);
    work.touch();
}

// Somebody who never read asks for nothing; who did has the newest list, and texts, before the screen is opened.
void rest_from_reading(Workplace& work) {
    NewsRun& run = work.memory.news;
    if (!may_read(work) || !work.memory.visible || work.clock.monotonic_ms() < kFirstLook_ms) {
        return;
    }
    const std::int64_t look_again_ms = work.state.reading.look_again_ms;
    if (!std::exchange(run.checked, true) || (look_again_ms > 0 && work.clock.wall_ms() >= look_again_ms)) {
        work.state.reading.look_again_ms = 0;
        run.due = true;
    }
    if (!run.due || work.clock.monotonic_ms() < run.not_before_ms) {
        return;
    }
    run.due = false;
    if (!work.state.reading.known && read_setting(work, kRegion).value_or("").empty()) {
        return;
    }
    arrive_reading(work);
}

void read_when_connected(Workplace& work, const ports::ConnectionChanged& changed) {
    NewsRun& run = work.memory.news;
    Reading& reading = work.state.reading;
    const bool better = changed.online && (!work.state.online || (changed.unmetered && !reading.unmetered) ||
                                           (!changed.saves_data && reading.saves_data));
    if (reading.unmetered != changed.unmetered || reading.line_known != changed.known ||
        reading.saves_data != changed.saves_data) {
        reading.unmetered = changed.unmetered;
        reading.line_known = changed.known;
        reading.saves_data = changed.saves_data;
        work.touch();
    }
    if (better) {
        run.not_before_ms = 0;
        run.due = true;
    }
    if (!changed.online && reading.known) {
        reading.waits = FetchWait::connection;
    }
}

} // namespace hypha::app

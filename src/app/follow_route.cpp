#include "app/follow_route.hpp"

#include "app/ask_expert.hpp"
#include "app/crop_photo.hpp"
#include "app/journal_pages.hpp"
#include "app/list_changes.hpp"
#include "app/list_copies.hpp"
#include "app/moderate_stories.hpp"
#include "app/name_find.hpp"
#include "app/open_story.hpp"
#include "app/own_storage.hpp"
#include "app/query_own_rows.hpp"
#include "app/read_news.hpp"
#include "app/records.hpp"
#include "app/send_stories.hpp"
#include "app/show_toast.hpp"
#include "app/story_pictures.hpp"
#include "app/sync_account.hpp"
#include "app/sync_journal.hpp"
#include "app/write_story.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kFirstRows = 24; // more than any screen shows at once

// Leaving the page undoes what was not kept, and says so.
void leave_console(Workplace& work) {
    close_console(work, Undone::left);
    if (work.state.console.undone == Undone::left) {
        work.state.console.undone = Undone::none;
        show_toast(work, {.kind = ToastKind::changes_undone});
    }
}

} // namespace

void arrive(Workplace& work) {
    const Route& route = work.state.route;
    if (route.observation) {
        open_observation(work, route.observation);
    }
    begin_naming(work);
    begin_asking(work);
    read_changes(work);
    begin_cropping(work);
    const bool lists = route.screen == Screen::journal || route.screen == Screen::observation;
    if (lists && work.state.journal.pages.empty()) {
        load_pages(work, 0, kFirstRows);
    }
    const bool syncs = route.screen == Screen::me && route.section == MeSection::sync;
    if (syncs && work.state.sync.here) {
        count_waiting(work);
        ask_account(work, {.ask = AccountAsk::devices});
    } else if (!syncs) {
        hide_account_words(work);
    }
    const bool reads =
        route.screen == Screen::read || route.screen == Screen::news_settings || route.screen == Screen::taste;
    const bool writes = route.screen == Screen::own_stories || route.screen == Screen::write_story; // for a region
    if (reads || writes || route.screen == Screen::story) {
        arrive_reading(work);
    }
    if (route.screen == Screen::news_settings) {
        count_pictures(work);
    }
    if (route.screen == Screen::story || !work.state.reading.open.hash.empty()) {
        follow_story(work);
    }
    follow_writing(work);
    const bool moderates = route.screen == Screen::me && route.section == MeSection::moderation;
    if (route.screen == Screen::own_stories || moderates ||
        (route.screen == Screen::me && work.state.sync.here && !work.state.contributing.edge_said)) {
        ask_own_standing(work); // which also says whether this account moderates
    }
    if (moderates) {
        ask_queue(work);
    }
    if (route.screen == Screen::me) {
        measure_storage(work);
        list_copies(work);
    }
    const bool on_copy = work.state.console.is_copy;
    if (work.state.console.open && route.screen != (on_copy ? Screen::sql_copy : Screen::sql)) {
        leave_console(work);
    }
    if (route.screen == Screen::sql) {
        open_console(work);
    }
    close_unused(work);
    work.touch();
}

void go_to(Workplace& work, const Route& route, bool replace) {
    work.state.overlay = std::monostate{};
    if (route == work.state.route) {
        work.touch();
        return;
    }
    if (!replace) {
        work.memory.history.push_back(work.state.route);
    }
    work.state.route = route;
    work.postbox.send(ports::ShowRoute{path_of(route), replace, ""});
    arrive(work);
}

void go_back(Workplace& work) {
    if (!std::holds_alternative<std::monostate>(work.state.overlay)) {
        close_overlay(work);
    } else if (!work.memory.history.empty()) {
        work.postbox.send(ports::GoBack{});
    } else {
        go_to(work, parent_of(work.state.route), true);
    }
}

void route_changed(Workplace& work, std::string_view path) {
    const Route route = parse_route(path);
    const std::string canonical = path_of(route);
    if (canonical != path) {
        work.postbox.send(ports::ShowRoute{canonical, true, ""});
    }
    if (route == work.state.route) {
        return;
    }
    auto& history = work.memory.history;
    if (!history.empty() && history.back() == route) {
        history.pop_back();
    } else {
        history.push_back(work.state.route);
    }
    work.state.overlay = std::monostate{};
    work.state.route = route;
    arrive(work);
}

void open_emergency(Workplace& work) {
    const bool spanish = work.state.look.language == Language::spanish;
    work.postbox.send(ports::OpenPage{spanish ? "/emergency_es.html" : "/emergency.html"});
}

void close_overlay(Workplace& work) {
    if (!std::holds_alternative<std::monostate>(work.state.overlay)) {
        work.state.overlay = std::monostate{};
        work.touch();
    }
}

} // namespace hypha::app

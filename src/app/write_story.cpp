#include "app/write_story.hpp"

#include <algorithm>
#include <utility>

#include "app/follow_route.hpp"
#include "app/send_stories.hpp"
#include "app/settings.hpp"
#include "app/show_toast.hpp"
#include "app/story_photos.hpp"
#include "app/suggest_topic.hpp"
#include "core/base/hex.hpp"
#include "core/news/contribution.hpp"

namespace hypha::app {
namespace {

constexpr const char* kByline = "story_byline"; // as the person wanted to be called last

std::string new_id(Workplace& work) {
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t half = 0; half < 2; ++half) {
        std::uint64_t chance = work.random.next();
        for (std::size_t i = 0; i < 8; ++i, chance >>= 8U) {
            bytes[half * 8 + i] = static_cast<std::uint8_t>(chance);
        }
    }
    return to_hex(bytes);
}

// What was sent and is changed is a draft until it is sent again; the edge goes on showing what it has.
void change(Workplace& work, OwnStory story) {
    story.changed_ms = work.clock.wall_ms();
    story.stands = OwnStands::draft;
    story.problem.clear();
    if (!keep_own_story(work, story)) { // what is typed stays on the screen
        work.state.contributing.writing = std::move(story);
        check_writing(work);
    }
}

OwnStory fresh(Workplace& work) {
    OwnStory story;
    story.id = new_id(work);
    story.region = work.state.reading.region;
    if (story.region.empty() && !work.state.reading.regions.empty()) {
        story.region = work.state.reading.regions.front().name;
    }
    story.language = work.state.look.language == Language::spanish ? "es" : "en";
    story.byline = read_setting(work, kByline).value_or("");
    story.made_ms = story.changed_ms = work.clock.wall_ms();
    return story;
}

} // namespace

bool keep_own_story(Workplace& work, const OwnStory& story) {
    if (!work.database || !work.keep(storage::OwnStoryTable(*work.database).put(story))) {
        return false;
    }
    Contributing& contributing = work.state.contributing;
    const auto known = std::ranges::find(contributing.own, story.id, &OwnStory::id);
    if (known == contributing.own.end()) {
        contributing.own.insert(contributing.own.begin(), story);
    } else if (&*known != &story) {
        *known = story;
    }
    if (contributing.writing.id == story.id) {
        contributing.writing = story;
        check_writing(work);
    }
    work.touch();
    return true;
}

void read_own_stories(Workplace& work) {
    Contributing& contributing = work.state.contributing;
    if (contributing.known || !work.database) {
        return;
    }
    if (auto own = storage::OwnStoryTable(*work.database).all(); work.keep(own)) {
        contributing.own = *std::move(own);
        contributing.known = true;
        work.touch();
    }
}

void follow_writing(Workplace& work) {
    Contributing& contributing = work.state.contributing;
    const Route& route = work.state.route;
    const bool writes = route.screen == Screen::write_story;
    if (writes || route.screen == Screen::own_stories) {
        read_own_stories(work);
    }
    if (!writes) {
        if (!contributing.writing.id.empty()) {
            contributing.writing = {};
            begin_topic(work);
        }
        contributing.cannot_send.clear();
        contributing.place_failure.clear();
        contributing.place_ticket = 0;
        contributing.photo_failure.clear();
        return;
    }
    if (contributing.writing.id == route.story) {
        return;
    }
    const auto known = std::ranges::find(contributing.own, route.story, &OwnStory::id);
    contributing.writing = known == contributing.own.end() ? OwnStory{} : *known;
    begin_topic(work);
    check_writing(work);
}

void begin_story(Workplace& work) {
    read_own_stories(work);
    const OwnStory story = fresh(work);
    if (keep_own_story(work, story)) {
        go_to(work, {Screen::write_story, {}, {}, story.id});
    }
}

void edit_own_story(Workplace& work, const command::EditOwnStory& wish) {
    OwnStory story = work.state.contributing.writing;
    if (story.id.empty()) {
        return;
    }
    using Field = command::EditOwnStory::Field;
    switch (wish.field) {
    case Field::title: story.title = wish.value; break;
    case Field::words: story.words = wish.value; break;
    case Field::byline: story.byline = wish.value; break;
    case Field::language: story.language = wish.value; break;
    case Field::topic: story.topic = story.topic == wish.value ? "" : wish.value; break;
    case Field::place_name: story.place_name = wish.value; break;
    }
    if (wish.field == Field::byline) {
        write_setting(work, kByline, wish.value);
    }
    change(work, std::move(story));
    if (wish.field == Field::title || wish.field == Field::words) {
        topic_may_change(work);
    }
}

void ask_story_place(Workplace& work) {
    Contributing& contributing = work.state.contributing;
    if (contributing.writing.id.empty() || contributing.place_ticket != 0) {
        return;
    }
    contributing.place_failure.clear();
    contributing.place_ticket = work.take_tickets();
    work.postbox.send(ports::AskPlace{contributing.place_ticket});
    work.touch();
}

void forget_story_place(Workplace& work) {
    OwnStory story = work.state.contributing.writing;
    if (!story.id.empty()) {
        story.place.reset();
        story.place_name.clear();
        change(work, std::move(story));
    }
}

bool story_place_found(Workplace& work, const ports::PlaceFound& found) {
    Contributing& contributing = work.state.contributing;
    if (found.ticket == 0 || found.ticket != contributing.place_ticket) {
        return false;
    }
    contributing.place_ticket = 0;
    // No closer than this is kept here either: what is not there cannot leave.
    const news::ContributedPlace square = news::rounded_place(found.latitude, found.longitude, "");
    OwnStory story = contributing.writing;
    if (!story.id.empty() && square.is_known) {
        story.place = OwnStory::Square{square.latitude_tenths, square.longitude_tenths};
        change(work, std::move(story));
    }
    work.touch();
    return true;
}

bool story_place_failed(Workplace& work, const ports::PlaceFailed& failed) {
    Contributing& contributing = work.state.contributing;
    if (failed.ticket == 0 || failed.ticket != contributing.place_ticket) {
        return false;
    }
    contributing.place_ticket = 0;
    contributing.place_failure = failed.code;
    work.touch();
    return true;
}

void delete_own_story(Workplace& work, const std::string& id) {
    if (work.state.toast) { // before its photos are stray: what an earlier one can undo becomes final now
        close_toast(work, work.state.toast->serial);
    }
    auto& own = work.state.contributing.own;
    const auto known = std::ranges::find(own, id, &OwnStory::id);
    if (known == own.end() || !work.database || !work.keep(storage::OwnStoryTable(*work.database).remove(id))) {
        return;
    }
    work.memory.deleted_story = *known;
    own.erase(known);
    if (work.state.route.screen == Screen::write_story) {
        work.state.contributing.writing = {};
        go_to(work, {Screen::own_stories, {}, {}}, true);
    }
    show_toast(work, {.kind = ToastKind::own_story_deleted, .can_undo = true});
}

void bring_own_story_back(Workplace& work) {
    if (const auto story = std::exchange(work.memory.deleted_story, std::nullopt)) {
        keep_own_story(work, *story);
    }
}

Result<std::string> contribution_of(const OwnStory& story) {
    news::Contribution contribution;
    contribution.id = story.id;
    contribution.base_rev = story.rev;
    contribution.region = story.region;
    contribution.title = story.title;
    contribution.language = story.language;
    contribution.topic = story.topic;
    contribution.byline = story.byline;
    if (story.place) {
        contribution.place = {true, story.place->latitude_tenths, story.place->longitude_tenths, story.place_name};
    }
    contribution.made_ms = story.changed_ms;
    contribution.photos = contributed_photos(story);
    contribution.blocks = news::blocks_of_typed(story.words);
    return news::write_contribution(contribution);
}

void check_writing(Workplace& work) {
    Contributing& contributing = work.state.contributing;
    const auto file = contributing.writing.id.empty() ? Result<std::string>("") : contribution_of(contributing.writing);
    contributing.cannot_send = file ? "" : file.error().code;
    work.touch();
}

} // namespace hypha::app

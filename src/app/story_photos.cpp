#include "app/story_photos.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/make_room.hpp"
#include "app/records.hpp"
#include "app/show_toast.hpp"
#include "app/write_story.hpp"

namespace hypha::app {
namespace {

std::size_t room_in(const Contributing& contributing, const OwnStory& story) {
    const auto coming =
        static_cast<std::size_t>(std::ranges::count(contributing.coming_photos, story.id, &ComingPhoto::story));
    const std::size_t taken = story.photos.size() + coming;
    return taken < news::kMostContributedPhotos ? news::kMostContributedPhotos - taken : 0;
}

// The story of the screen is ahead of what is kept, where the device is full.
std::optional<OwnStory> known_story(const Contributing& contributing, const std::string& id) {
    if (!id.empty() && contributing.writing.id == id) {
        return contributing.writing;
    }
    const auto found = std::ranges::find(contributing.own, id, &OwnStory::id);
    return found == contributing.own.end() ? std::nullopt : std::optional(*found);
}

std::optional<ComingPhoto> take_coming(Workplace& work, std::uint32_t ticket) {
    std::vector<ComingPhoto>& coming = work.state.contributing.coming_photos;
    const auto found = std::ranges::find(coming, ticket, &ComingPhoto::ticket);
    if (ticket == 0 || found == coming.end()) {
        return std::nullopt;
    }
    ComingPhoto taken = std::move(*found);
    coming.erase(found);
    work.touch();
    return taken;
}

// A change makes a draft of what was sent, as in write_story.
bool keep_changed(Workplace& work, OwnStory story) {
    story.changed_ms = work.clock.wall_ms();
    story.stands = OwnStands::draft;
    story.problem.clear();
    return keep_own_story(work, story);
}

void order(Workplace& work, std::uint32_t ticket) {
    work.postbox.send(ports::PreparePhoto{
        ticket, kLongestStoryPhoto_px, static_cast<std::uint32_t>(news::kMostContributedPhoto_bytes), {}});
}

} // namespace

std::size_t story_photo_room(const Contributing& contributing) { return room_in(contributing, contributing.writing); }

std::vector<news::ContributedPhoto> contributed_photos(const OwnStory& story) {
    std::vector<news::ContributedPhoto> photos;
    photos.reserve(story.photos.size());
    for (const OwnPhoto& photo : story.photos) {
        photos.push_back({photo.sha256, photo.bytes, photo.width_px, photo.height_px});
    }
    return photos;
}

void add_story_photos(Workplace& work, PhotoSource source) {
    Contributing& contributing = work.state.contributing;
    const std::size_t room = story_photo_room(contributing);
    if (!work.database || contributing.writing.id.empty() || room == 0) {
        return;
    }
    const bool several = source == PhotoSource::library && room > 1;
    StoryChooser& chooser = work.memory.contributions.chooser;
    chooser = {0, several ? kReservedTickets : 1, contributing.writing.id, {}};
    chooser.first_ticket = work.take_tickets(chooser.reserved);
    contributing.photo_failure.clear();
    work.postbox.send(
        ports::OpenPicker{chooser.first_ticket, "", source == PhotoSource::camera ? "camera" : "library", several});
    work.touch();
}

bool story_photo_picked(Workplace& work, const ports::PhotoPicked& picked) {
    StoryChooser& chooser = work.memory.contributions.chooser;
    const bool is_ours = chooser.first_ticket != 0 && picked.ticket >= chooser.first_ticket &&
                         picked.ticket - chooser.first_ticket < chooser.reserved;
    if (!is_ours || !chooser.answered.insert(picked.ticket).second) {
        return is_ours;
    }
    Contributing& contributing = work.state.contributing;
    const auto story = known_story(contributing, chooser.story);
    if (!story || room_in(contributing, *story) == 0) {
        work.postbox.send(ports::CancelTicket{picked.ticket}); // its file is held for nobody
        contributing.photo_failure = story ? "too_many" : "";
        work.touch();
        return true;
    }
    contributing.coming_photos.push_back({picked.ticket, story->id, picked.name, picked.size_bytes});
    order(work, picked.ticket);
    work.touch();
    return true;
}

void story_pick_cancelled(Workplace& work, const ports::PickCancelled& cancelled) {
    if (work.memory.contributions.chooser.first_ticket == cancelled.ticket) {
        work.memory.contributions.chooser = {};
    }
}

void story_photo_prepared(Workplace& work, const ports::PhotoPrepared& prepared) {
    const auto coming = take_coming(work, prepared.ticket);
    if (!work.database) {
        return;
    }
    auto story = coming ? known_story(work.state.contributing, coming->story) : std::nullopt;
    if (!story) { // deleted meanwhile, or asked by an app that has ended
        return delete_unreferenced(work, {prepared.photo});
    }
    if (photo_of(*story, prepared.photo) != nullptr) {
        work.state.contributing.photo_failure = "same_photo";
        return;
    }
    story->photos.push_back({prepared.photo, prepared.size_bytes, prepared.width_px, prepared.height_px});
    keep_changed(work, *std::move(story));
}

void refuse_prepared_photo(Workplace& work, const ports::PhotoPrepared& prepared, const std::string& code) {
    story_photo_failed(work, prepared.ticket, code);
    delete_unreferenced(work, {prepared.photo});
}

bool story_photo_failed(Workplace& work, std::uint32_t ticket, const std::string& code) {
    const auto coming = take_coming(work, ticket);
    if (!coming) {
        return false;
    }
    work.postbox.send(ports::CancelTicket{ticket}); // it is chosen anew, not tried again
    if (code == "out_of_memory") {
        work.postbox.send(ports::ReleaseModel{});
    }
    work.state.contributing.photo_failure = code;
    return true;
}

bool make_room_for_story_photo(Workplace& work, const ports::AnalysisFailed& failed) {
    std::vector<ComingPhoto>& coming = work.state.contributing.coming_photos;
    const auto found = std::ranges::find(coming, failed.ticket, &ComingPhoto::ticket);
    if (failed.code != "storage_full" || found == coming.end() || std::exchange(found->room_was_made, true)) {
        return false;
    }
    constexpr auto kNeeded_bytes = static_cast<std::int64_t>(news::kMostContributedPhoto_bytes) + kRoomForRows_bytes;
    make_room(work, {.needed_bytes = kNeeded_bytes, .then = [failed](Workplace& later, bool made) {
                         const bool waits = std::ranges::count(later.state.contributing.coming_photos, failed.ticket,
                                                               &ComingPhoto::ticket) > 0;
                         if (made && waits) {
                             order(later, failed.ticket);
                         } else {
                             story_photo_failed(later, failed.ticket, failed.code);
                         }
                     }});
    return true;
}

void remove_story_photo(Workplace& work, const std::string& sha256) {
    if (work.state.toast) { // before this one is stray: what an earlier one can undo becomes final now
        close_toast(work, work.state.toast->serial);
    }
    OwnStory story = work.state.contributing.writing;
    const auto found = std::ranges::find(story.photos, sha256, &OwnPhoto::sha256);
    if (story.id.empty() || found == story.photos.end()) {
        return;
    }
    RemovedPhoto removed{story.id, static_cast<std::size_t>(found - story.photos.begin()), *found};
    story.photos.erase(found);
    work.state.contributing.photo_failure.clear();
    if (keep_changed(work, std::move(story))) {
        work.memory.contributions.removed_photo = std::move(removed);
        show_toast(work, {.kind = ToastKind::story_photo_removed, .can_undo = true});
    }
}

void bring_story_photo_back(Workplace& work) {
    const auto removed = std::exchange(work.memory.contributions.removed_photo, std::nullopt);
    auto story = removed ? known_story(work.state.contributing, removed->story) : std::nullopt;
    if (!story || photo_of(*story, removed->photo.sha256) != nullptr) {
        return;
    }
    if (room_in(work.state.contributing, *story) == 0) {
        work.state.contributing.photo_failure = "too_many";
        return work.touch();
    }
    const std::size_t at = std::min(removed->at, story->photos.size());
    story->photos.insert(story->photos.begin() + static_cast<std::ptrdiff_t>(at), removed->photo);
    keep_changed(work, *std::move(story));
}

void drop_stray_photos(Workplace& work) {
    // One that is being made may be one of them again: its file would go from under it.
    if (!work.database || work.database->read_only() || !work.state.contributing.coming_photos.empty()) {
        return;
    }
    storage::OwnStoryTable table(*work.database);
    const auto strays = table.stray_photos();
    if (work.keep(strays) && !strays->empty() && work.keep(table.forget_stray_photos())) {
        delete_unreferenced(work, *strays);
    }
}

} // namespace hypha::app

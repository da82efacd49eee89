#include "app/send_story_photos.hpp"

#include <algorithm>
#include <utility>

#include "app/contribution_line.hpp"
#include "app/send_stories.hpp"
#include "app/write_story.hpp"

namespace hypha::app {
namespace {

struct Next {
    OwnStory* story = nullptr;
    OwnPhoto* photo = nullptr;
};

// Only of what the edge holds: it takes no photo of a draft, and needs none of what was decided.
Next next_photo(Workplace& work) {
    for (OwnStory& story : work.state.contributing.own) {
        const auto photo = std::ranges::find(story.photos, PhotoStands::waiting, &OwnPhoto::stands);
        if (story.stands == OwnStands::held && photo != story.photos.end()) {
            return {&story, &*photo};
        }
    }
    return {};
}

bool photos_may_go(const Workplace& work) { return !work.memory.sync.metered || work.state.sync.photos_anywhere; }

bool is_read(const Workplace& work, std::uint32_t ticket) {
    const ContributionRun& run = work.memory.contributions;
    return ticket != 0 && ticket == run.ticket && run.asked == ContributionAsked::read_photo;
}

OwnStory* asked_story(Workplace& work) {
    auto& own = work.state.contributing.own;
    const auto found = std::ranges::find(own, work.memory.contributions.id, &OwnStory::id);
    return found == own.end() ? nullptr : &*found;
}

void say_of(Workplace& work, OwnStory& story, PhotoStands stands) {
    const auto photo = std::ranges::find(story.photos, work.memory.contributions.photo, &OwnPhoto::sha256);
    if (photo != story.photos.end() && photo->stands != stands) {
        photo->stands = stands;
        keep_own_story(work, story);
    }
}

// What cannot be read is not asked for again and again.
void lose(Workplace& work) {
    if (OwnStory* const story = asked_story(work)) {
        say_of(work, *story, PhotoStands::lost);
    }
    end_contribution(work, "");
    go_on_contributing(work);
}

} // namespace

std::string contributed_photo_target(const std::string& sha256) { return "/v1/contributions/photo/" + sha256; }

std::vector<OwnPhoto> own_photos(const news::Contribution& file) {
    std::vector<OwnPhoto> photos;
    photos.reserve(file.photos.size());
    for (const news::ContributedPhoto& named : file.photos) {
        photos.push_back({named.sha256, named.bytes, named.width_px, named.height_px});
    }
    return photos;
}

void take_missing_photos(OwnStory& story, const ports::ContributionStanding& said) {
    const bool forgot_all = said.state == "withdrawn";
    for (OwnPhoto& photo : story.photos) {
        if (!forgot_all && std::ranges::count(said.photos_missing, photo.sha256) == 0) {
            photo.stands = PhotoStands::arrived;
        } else if (photo.stands == PhotoStands::arrived) {
            photo.stands = PhotoStands::waiting;
        }
    }
}

void try_refused_photos_again(OwnStory& story) {
    for (OwnPhoto& photo : story.photos) {
        photo.stands = photo.stands == PhotoStands::refused ? PhotoStands::waiting : photo.stands;
    }
}

bool has_photo_to_send(Workplace& work) {
    const bool has_one = next_photo(work).photo != nullptr, waits = has_one && !photos_may_go(work);
    if (std::exchange(work.state.contributing.photos_wait, waits) != waits) {
        work.touch();
    }
    return has_one && !waits;
}

void read_next_photo(Workplace& work) {
    const Next next = next_photo(work);
    if (next.photo == nullptr || !photos_may_go(work)) {
        return;
    }
    begin_contribution(work, ContributionAsked::read_photo, next.story->id);
    work.memory.contributions.photo = next.photo->sha256;
    work.postbox.send(ports::ReadPhoto{work.memory.contributions.ticket, next.photo->sha256, "original"});
}

void story_photo_read(Workplace& work, const ports::FileRead& read) {
    if (!is_read(work, read.ticket)) {
        return;
    }
    const OwnStory* const story = asked_story(work);
    const std::string sha256 = work.memory.contributions.photo;
    const bool is_named = story != nullptr && photo_of(*story, sha256) != nullptr;
    if (!is_named) { // it was taken out meanwhile
        end_contribution(work, "");
        return go_on_contributing(work);
    }
    if (read.bytes.empty()) {
        return lose(work);
    }
    ask_contributions(work, ContributionAsked::photo, story->id, "PUT", contributed_photo_target(sha256), "image/jpeg",
                      {reinterpret_cast<const char*>(read.bytes.data()), read.bytes.size()});
}

void story_photo_unread(Workplace& work, const ports::FileFailed& failed) {
    if (is_read(work, failed.ticket)) {
        lose(work);
    }
}

void photo_answered(Workplace& work, OwnStory& story, const ports::ContributionAnswer& answer) {
    ContributionRun& run = work.memory.contributions;
    if (answer.refused.empty() && answer.sha256 != run.photo) { // somebody else's page: it waits for the edge
        return end_contribution(work, "not_understood");
    }
    say_of(work, story, answer.refused.empty() ? PhotoStands::arrived : PhotoStands::refused);
    // What the edge makes of the story with its last photo, or why it did not take one.
    run.wants_list = run.wants_list || std::ranges::count(story.photos, PhotoStands::waiting, &OwnPhoto::stands) == 0;
}

} // namespace hypha::app

#include "app/moderate_stories.hpp"

#include <algorithm>
#include <utility>

#include "app/contribution_line.hpp"
#include "app/send_stories.hpp"
#include "app/send_story_photos.hpp"
#include "core/base/hex.hpp"
#include "core/news/contribution.hpp"
#include "core/sync/sha256.hpp"

namespace hypha::app {
namespace {

constexpr const char* kModeration = "/v1/moderation";

// Of one that is in the queue already what is here stays here.
std::vector<HeldPhoto> held_photos(const news::Contribution& file, const std::vector<HeldPhoto>& before) {
    std::vector<HeldPhoto> photos;
    for (const news::ContributedPhoto& named : file.photos) {
        const auto known = std::ranges::find(before, named, &HeldPhoto::named);
        photos.push_back({named, known == before.end() ? HeldPhotoPhase::absent : known->phase});
    }
    return photos;
}

void take_queue(Workplace& work, const ports::ContributionAnswer& answer) {
    Contributing& contributing = work.state.contributing;
    std::vector<HeldStory> queue;
    for (const ports::ContributionStanding& said : answer.contributions) {
        const auto file = news::parse_contribution(said.file);
        if (!file) {
            continue;
        }
        const auto known = std::ranges::find(contributing.queue, said.id, &HeldStory::id);
        queue.push_back(
            {said.id, said.rev, file->title, file->byline, file->region, file->place.name, file->topic, file->blocks,
             said.held_for, said.author, said.author_accepted, said.author_rejected, said.flag_reasons,
             known == contributing.queue.end() ? "" : known->answer,
             held_photos(*file, known == contributing.queue.end() ? std::vector<HeldPhoto>{} : known->photos)});
    }
    contributing.queue = std::move(queue);
    contributing.queue_known = true;
    contributing.waiting = answer.waiting;
    contributing.queue_failure.clear();
}

HeldPhoto* held_photo(Workplace& work, const std::string& sha256) {
    for (HeldStory& held : work.state.contributing.queue) {
        const auto found =
            std::ranges::find(held.photos, sha256, [](const HeldPhoto& one) { return one.named.sha256; });
        if (found != held.photos.end()) {
            return &*found;
        }
    }
    return nullptr;
}

} // namespace

void ask_queue(Workplace& work) {
    work.memory.contributions.wants_queue = true;
    work.memory.contributions.not_before_ms = 0;
    go_on_contributing(work);
}

void answer_author(Workplace& work, const std::string& id, const std::string& text) {
    auto& queue = work.state.contributing.queue;
    if (const auto held = std::ranges::find(queue, id, &HeldStory::id); held != queue.end()) {
        held->answer = text;
        work.touch();
    }
}

void decide_held(Workplace& work, const std::string& id, bool accept) {
    const auto& queue = work.state.contributing.queue;
    const auto held = std::ranges::find(queue, id, &HeldStory::id);
    if (held == queue.end() || !may_contribute(work) || (!accept && held->answer.empty())) {
        return;
    }
    ask_contributions(work, ContributionAsked::decide, id, "POST", std::string(kModeration) + "/" + id,
                      "application/json", ports::write_decision(accept, held->answer, held->rev));
}

void show_held_photo(Workplace& work, const std::string& sha256) {
    HeldPhoto* const photo = held_photo(work, sha256);
    if (photo == nullptr || photo->phase == HeldPhotoPhase::here || !may_contribute(work)) {
        return;
    }
    photo->phase = HeldPhotoPhase::loading;
    ask_contributions(work, ContributionAsked::held_photo, sha256, "GET", contributed_photo_target(sha256));
}

void held_photo_arrived(Workplace& work, const std::string& sha256, const ports::EdgeAnswered& answered) {
    const std::string_view bytes(reinterpret_cast<const char*>(answered.bytes.data()), answered.bytes.size());
    if (HeldPhoto* const photo = held_photo(work, sha256)) {
        const bool is_it = answered.status == 200 && to_hex(sync::sha256(bytes)) == sha256;
        photo->phase = is_it ? HeldPhotoPhase::here : HeldPhotoPhase::failed;
    }
    work.touch();
}

void ask_for_queue(Workplace& work) { ask_contributions(work, ContributionAsked::queue, "", "GET", kModeration); }

void queue_answered(Workplace& work, ContributionAsked asked, const std::string& id, const std::string& failure,
                    const ports::ContributionAnswer& answer) {
    Contributing& contributing = work.state.contributing;
    contributing.queue_failure = failure.empty() ? answer.refused : failure;
    contributing.moderates = contributing.moderates && answer.refused != "not_moderator";
    if (!failure.empty()) {
        return;
    }
    if (asked == ContributionAsked::decide) {
        if (answer.refused.empty()) {
            std::erase_if(contributing.queue, [&id](const HeldStory& held) { return held.id == id; });
        }
        work.memory.contributions.wants_queue = true; // another moderator may have been faster
    } else if (answer.refused.empty()) {
        take_queue(work, answer);
    }
}

} // namespace hypha::app

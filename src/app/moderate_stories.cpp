#include "app/moderate_stories.hpp"

#include <algorithm>
#include <utility>

#include "app/contribution_line.hpp"
#include "app/send_stories.hpp"
#include "core/news/contribution.hpp"

namespace hypha::app {
namespace {

constexpr const char* kModeration = "/v1/moderation";

void take_queue(Workplace& work, const ports::ContributionAnswer& answer) {
    Contributing& contributing = work.state.contributing;
    std::vector<HeldStory> queue;
    for (const ports::ContributionStanding& said : answer.contributions) {
        const auto file = news::parse_contribution(said.file);
        if (!file) {
            continue;
        }
        const auto known = std::ranges::find(contributing.queue, said.id, &HeldStory::id);
        queue.push_back({said.id, said.rev, file->title, file->byline, file->region, file->place.name, file->topic,
                         file->blocks, said.held_for, said.author, said.author_accepted, said.author_rejected,
                         said.flag_reasons, known == contributing.queue.end() ? "" : known->answer});
    }
    contributing.queue = std::move(queue);
    contributing.queue_known = true;
    contributing.waiting = answer.waiting;
    contributing.queue_failure.clear();
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

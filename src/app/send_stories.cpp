// Over 300 lines because what was asked, and what each answer makes of it, are read against each other.
#include "app/send_stories.hpp"

#include <algorithm>
#include <utility>

#include "app/contribution_line.hpp"
#include "app/moderate_stories.hpp"
#include "app/send_story_photos.hpp"
#include "app/show_toast.hpp"
#include "app/write_story.hpp"
#include "core/news/block_text.hpp"
#include "core/news/contribution.hpp"
#include "ports/contribution_answer.hpp"

namespace hypha::app {
namespace {

constexpr const char* kContributions = "/v1/contributions";

OwnStory* own_story(Workplace& work, const std::string& id) {
    auto& own = work.state.contributing.own;
    const auto found = std::ranges::find(own, id, &OwnStory::id);
    return found == own.end() ? nullptr : &*found;
}

void sign(Workplace& work, OwnStory& story) {
    const auto file = contribution_of(story);
    if (!file) {
        story.stands = OwnStands::draft;
        story.problem = file.error().code;
        keep_own_story(work, story);
        return go_on_contributing(work);
    }
    begin_contribution(work, ContributionAsked::sign, story.id);
    work.memory.contributions.words = *file;
    work.postbox.send(ports::AskAccount{work.memory.contributions.ticket, "sign", *file, "", ""});
}

OwnStands stands_of(std::string_view state) {
    return state == "published"   ? OwnStands::published
           : state == "rejected"  ? OwnStands::rejected
           : state == "withdrawn" ? OwnStands::withdrawn
                                  : OwnStands::held;
}

void take_standing(OwnStory& story, const ports::ContributionStanding& said) {
    story.stands = stands_of(said.state);
    story.rev = said.rev;
    story.held_for = said.held_for;
    story.reason = said.reason;
    story.problem.clear();
    take_missing_photos(story, said);
}

// One that another device of this account wrote: it is the person's too.
void adopt(Workplace& work, const ports::ContributionStanding& said) {
    const auto file = news::parse_contribution(said.file);
    if (!file || file->id != said.id) {
        return;
    }
    OwnStory story;
    story.id = file->id;
    story.region = file->region;
    story.title = file->title;
    story.words = news::write_blocks(file->blocks);
    story.language = file->language;
    story.topic = file->topic;
    story.byline = file->byline;
    if (file->place.is_known) {
        story.place = OwnStory::Square{file->place.latitude_tenths, file->place.longitude_tenths};
        story.place_name = file->place.name;
    }
    story.made_ms = story.changed_ms = file->made_ms;
    story.photos = own_photos(*file);
    take_standing(story, said);
    keep_own_story(work, story);
}

// What is being changed here, or is on its way, is not overruled by what the edge has of it.
void take_list(Workplace& work, const ports::ContributionAnswer& answer) {
    if (!answer.refused.empty()) {
        return;
    }
    work.state.contributing.moderates = answer.moderator;
    work.state.contributing.edge_said = true;
    for (const ports::ContributionStanding& said : answer.contributions) {
        OwnStory* story = own_story(work, said.id);
        if (story == nullptr) {
            adopt(work, said);
        } else if (story->stands != OwnStands::draft && story->stands != OwnStands::waiting &&
                   story->stands != OwnStands::taking_back) {
            const OwnStory before = *story;
            take_standing(*story, said);
            if (!(*story == before)) {
                keep_own_story(work, *story);
            }
        }
    }
}

// `before`: of the page that was answered, empty of the first.
void ask_next_page(Workplace& work, const std::string& before, const std::string& next) {
    if (is_older_page(next, before) && may_contribute(work) && work.memory.sync.account) {
        ask_contributions(work, ContributionAsked::list, next, "GET", std::string(kContributions) + "?before=" + next);
    }
}

void sent(Workplace& work, OwnStory& story, const ports::ContributionAnswer& answer) {
    ContributionRun& run = work.memory.contributions;
    if (answer.refused == "stale_rev" && !std::exchange(run.was_stale, true)) {
        story.rev = answer.rev; // another device of this account sent one; these words are the newer ones
        keep_own_story(work, story);
        return;
    }
    run.was_stale = false;
    const bool is_same = contribution_of(story) == Result<std::string>(run.words);
    if (answer.refused.empty() && answer.contributions.empty()) { // somebody else's page: it waits for the edge
        return end_contribution(work, "not_understood");
    }
    if (!answer.refused.empty()) {
        story.problem = answer.refused;
        story.stands = OwnStands::draft;
    } else if (is_same) {
        try_refused_photos_again(story);
        take_standing(story, answer.contributions.front());
    } else { // it was changed meanwhile
        story.rev = answer.contributions.front().rev;
    }
    keep_own_story(work, story);
}

// 200 and the story as it stands now, or 404: anything else is not the edge's word.
void taken_back(Workplace& work, OwnStory& story, std::uint32_t status, const ports::ContributionAnswer& answer) {
    if (status == 404 && answer.refused == "not_found") {
        story.stands = OwnStands::withdrawn;
    } else if (!answer.contributions.empty()) {
        take_standing(story, answer.contributions.front());
    } else if (!answer.refused.empty()) {
        story.stands = OwnStands::held;
        story.problem = answer.refused;
        work.memory.contributions.wants_list = true;
    } else {
        return end_contribution(work, "not_understood");
    }
    keep_own_story(work, story);
}

} // namespace

void send_own_story(Workplace& work, const std::string& id) {
    read_own_stories(work);
    OwnStory* story = own_story(work, id);
    if (story == nullptr ||
        (id == work.state.contributing.writing.id && !work.state.contributing.cannot_send.empty())) {
        return;
    }
    story->stands = OwnStands::waiting;
    story->problem.clear();
    if (keep_own_story(work, *story)) {
        work.memory.contributions.not_before_ms = 0;
        go_on_contributing(work);
    }
}

void take_own_story_back(Workplace& work, const std::string& id) {
    read_own_stories(work);
    OwnStory* story = own_story(work, id);
    if (story == nullptr) {
        return;
    }
    // What the edge never had only stops to wait. A request that is out may still reach it, and is told to go then.
    const bool is_out = work.memory.contributions.ticket != 0 && work.memory.contributions.id == id;
    story->stands = story->rev == 0 && !is_out ? OwnStands::draft : OwnStands::taking_back;
    if (keep_own_story(work, *story)) {
        work.memory.contributions.not_before_ms = 0;
        go_on_contributing(work);
    }
}

void go_on_contributing(Workplace& work) {
    ContributionRun& run = work.memory.contributions;
    if (!may_contribute(work) || work.clock.monotonic_ms() < run.not_before_ms) {
        return;
    }
    Contributing& contributing = work.state.contributing;
    const auto next = std::ranges::find_if(contributing.own, [](const OwnStory& story) {
        return story.stands == OwnStands::waiting || story.stands == OwnStands::taking_back;
    });
    const bool has_work = next != contributing.own.end() || run.wants_list || run.wants_queue ||
                          !run.wants_report.empty() || has_photo_to_send(work);
    if (!has_work) {
        return;
    }
    if (!work.memory.sync.account) {
        run.wants_list = run.wants_queue = false;
        // Who only looks is not bothered: without an account there is nothing that the edge could say.
        const bool is_sending = next != contributing.own.end() && work.state.sync.known;
        contributing.failure = is_sending ? "no_account" : "";
        return work.touch();
    }
    if (next != contributing.own.end()) {
        if (next->stands == OwnStands::waiting) {
            return sign(work, *next);
        }
        return ask_contributions(work, ContributionAsked::take_back, next->id, "DELETE",
                                 std::string(kContributions) + "/" + next->id);
    }
    if (!run.wants_report.empty()) {
        const std::string hash = std::exchange(run.wants_report, "");
        return ask_contributions(work, ContributionAsked::report, hash, "POST",
                                 std::string(kContributions) + "/" + hash + "/flag", "application/json",
                                 R"({"reason":""})");
    }
    if (std::exchange(run.wants_list, false)) {
        return ask_contributions(work, ContributionAsked::list, "", "GET", kContributions);
    }
    if (std::exchange(run.wants_queue, false)) {
        return ask_for_queue(work);
    }
    read_next_photo(work);
}

void contribute_when_due(Workplace& work) {
    work.memory.contributions.not_before_ms = 0;
    if (work.database && work.memory.sync.account) {
        read_own_stories(work);
        go_on_contributing(work);
    }
}

void ask_own_standing(Workplace& work) {
    work.memory.contributions.wants_list = true;
    work.memory.contributions.not_before_ms = 0;
    go_on_contributing(work);
}

void report_story(Workplace& work, const std::string& hash) {
    work.state.overlay = std::monostate{};
    if (!work.memory.sync.account) {
        return show_toast(work, {.kind = ToastKind::report_needs_account});
    }
    work.memory.contributions.wants_report = hash;
    work.memory.contributions.not_before_ms = 0;
    go_on_contributing(work);
}

bool contribution_signed(Workplace& work, const ports::AccountAnswered& answered) {
    ContributionRun& run = work.memory.contributions;
    if (answered.ticket == 0 || answered.ticket != run.ticket || run.asked != ContributionAsked::sign) {
        return false;
    }
    if (!answered.code.empty() || answered.bytes.empty()) {
        end_contribution(work, answered.code.empty() ? "not_understood" : answered.code);
        return true;
    }
    const std::string id = run.id;
    ask_contributions(work, ContributionAsked::send, id, "POST", kContributions, "application/octet-stream",
                      {reinterpret_cast<const char*>(answered.bytes.data()), answered.bytes.size()});
    return true;
}

bool contribution_answered(Workplace& work, const ports::EdgeAnswered& answered) {
    ContributionRun& run = work.memory.contributions;
    if (answered.ticket == 0 || answered.ticket != run.ticket) {
        return false;
    }
    const ContributionAsked asked = run.asked;
    const std::string id = run.id;
    const std::string failure = contribution_failure(answered.status);
    end_contribution(work, failure);
    const auto answer =
        ports::read_contribution_answer({reinterpret_cast<const char*>(answered.bytes.data()), answered.bytes.size()});
    if (asked == ContributionAsked::report) {
        const bool reached = answered.status == 200 && answer.refused.empty();
        show_toast(work, {.kind = reached ? ToastKind::story_reported : ToastKind::story_not_reported});
    } else if (asked == ContributionAsked::held_photo) {
        held_photo_arrived(work, id, answered);
    } else if (asked == ContributionAsked::queue || asked == ContributionAsked::decide) {
        queue_answered(work, asked, id, failure, answer);
    } else if (work.database && failure.empty()) {
        OwnStory* story = own_story(work, id);
        if (asked == ContributionAsked::list) {
            take_list(work, answer);
            ask_next_page(work, id, answer.next);
        } else if (asked == ContributionAsked::send && story != nullptr) {
            sent(work, *story, answer);
        } else if (asked == ContributionAsked::photo && story != nullptr) {
            photo_answered(work, *story, answer);
        } else if (asked == ContributionAsked::take_back && story != nullptr) {
            taken_back(work, *story, answered.status, answer);
        }
    }
    work.touch();
    go_on_contributing(work);
    return true;
}

void drop_contributing(Workplace& work) {
    work.memory.contributions = {};
    work.memory.deleted_story.reset();
    work.state.contributing = {};
    work.touch();
}

} // namespace hypha::app

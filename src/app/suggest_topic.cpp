#include "app/suggest_topic.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/news/contribution.hpp"
#include "core/text/judge_text.hpp"

namespace hypha::app {

// Inlined into rest() it would take the models' code along into the first screen's bytes (src/browser/later_code.txt).
[[gnu::noinline]] void read_topic(Workplace& work);

namespace {

constexpr double kRest_ms = 1'000;
constexpr int kLeastWords =
    12; // argued, not tuned: a sentence. Thin evidence in longer ones is for judge_text to refuse

using Models = std::vector<text::TextModel>;

const Models& models() { return text::shipped_text_manifest().models; }

// As the edge would read it (contributed_story).
std::string words_of(const OwnStory& story) {
    return news::plain_text(story.title, news::blocks_of_typed(story.words));
}

bool is_long_enough(const OwnStory& story, std::string_view words) {
    int count = 0;
    bool was_blank = true;
    for (const char letter : words) {
        const bool is_blank = letter == ' ' || letter == '\n';
        count += was_blank && !is_blank ? 1 : 0;
        was_blank = is_blank;
    }
    return !story.title.empty() && !story.words.empty() && count >= kLeastWords;
}

bool may_fetch(const Workplace& work) {
    const Reading& reading = work.state.reading;
    return work.state.online && reading.is_free_line() &&
           !reading.saves_data; // the person may call an unknown line free
}

void suggest(Workplace& work, const std::string& topic) {
    if (work.state.contributing.suggested != topic) {
        work.state.contributing.suggested = topic;
        work.touch();
    }
}

// False: there is no such model, or the words hold nothing that it reads.
bool ask_model(Workplace& work, Models::const_iterator model) {
    TopicRun& run = work.memory.topic;
    if (model == models().end()) {
        return false;
    }
    const text::Features features = text::features_of(run.words, model->features, model->slot_count);
    if (features.slots.empty()) {
        return false;
    }
    run.model = model->sha256;
    run.ticket = work.take_tickets();
    ports::ScoreText order;
    order.ticket = run.ticket;
    order.model_sha256 = model->sha256;
    order.slots.assign(features.slots.begin(), features.slots.end()); // below 2^24: a float holds each exactly
    order.weights = features.weights;
    order.may_fetch = may_fetch(work);
    work.postbox.send(order);
    return true;
}

bool is_ours(const Workplace& work, std::uint32_t ticket) { return ticket != 0 && work.memory.topic.ticket == ticket; }

} // namespace

void begin_topic(Workplace& work) {
    TopicRun& run = work.memory.topic;
    if (run.ticket != 0) {
        work.postbox.send(ports::CancelTicket{run.ticket});
    }
    run = {};
    suggest(work, "");
    topic_may_change(work);
}

void topic_may_change(Workplace& work) {
    Contributing& contributing = work.state.contributing;
    contributing.topic_due_ms = contributing.writing.id.empty() ? 0 : work.clock.monotonic_ms() + kRest_ms;
}

void rest_from_writing(Workplace& work) {
    const double due_ms = work.state.contributing.topic_due_ms;
    if (due_ms > 0 && due_ms <= work.clock.monotonic_ms() && work.memory.topic.ticket == 0) {
        read_topic(work);
    }
}

void read_topic(Workplace& work) {
    Contributing& contributing = work.state.contributing;
    TopicRun& run = work.memory.topic;
    contributing.topic_due_ms = 0;
    run.words = words_of(contributing.writing);
    if (!is_long_enough(contributing.writing, run.words) || (run.is_missing && !may_fetch(work)) ||
        !ask_model(work, std::ranges::find(models(), text::TextTask::language, &text::TextModel::task))) {
        suggest(work, "");
    }
}

bool text_scored(Workplace& work, const ports::TextScored& scored) {
    if (!is_ours(work, scored.ticket)) {
        return false;
    }
    TopicRun& run = work.memory.topic;
    run.ticket = 0;
    if (run.words != words_of(work.state.contributing.writing)) { // they are due again
        work.touch();
        return true;
    }
    const auto model = std::ranges::find(models(), run.model, &text::TextModel::sha256);
    const auto answer = text::judge_text(*model, scored.model_sha256, scored.scores);
    if (!answer) {
        suggest(work, "");
    } else if (model->task == text::TextTask::topic) {
        suggest(work, answer->label == text::rejection_label(model->task) ? "" : answer->label);
    } else if (!ask_model(work, std::ranges::find_if(models(), [&answer](const text::TextModel& one) {
                              return one.task == text::TextTask::topic && one.lang == answer->label;
                          }))) {
        suggest(work, "");
    }
    return true;
}

bool scoring_failed(Workplace& work, std::uint32_t ticket) {
    if (!is_ours(work, ticket)) {
        return false;
    }
    work.memory.topic.ticket = 0;
    work.memory.topic.is_missing = !may_fetch(work);
    suggest(work, "");
    return true;
}

} // namespace hypha::app

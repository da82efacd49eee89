#include "edge/news/story_judge.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/hex.hpp"
#include "core/news/article_blocks.hpp"
#include "core/sync/sha256.hpp"
#include "core/text/judge_text.hpp"
#include "core/text/linear_network.hpp"
#include "generated/edge/text_models.hpp"

namespace hypha::edge {
namespace {

// A claim and a model that differ: below this the claim stands. Argued, not tuned: feeds with false claims are not in the data.
constexpr float kSureOfLanguage = 0.9F;

struct Judge {
    const text::TextModel* model = nullptr;
    text::LinearNetwork network;
};

const std::vector<Judge>& judges() {
    static const std::vector<Judge> kJudges = [] {
        std::vector<Judge> judges;
        for (const text::TextModel& model : text::shipped_text_manifest().models) {
            const auto* const file = std::ranges::find(kEmbeddedTextModels, model.file, &EmbeddedModel::file);
            if (file == kEmbeddedTextModels.end() || to_hex(sync::sha256(file->bytes)) != model.sha256) {
                continue;
            }
            auto network = text::LinearNetwork::read(file->bytes);
            if (network && network->slot_count() == model.slot_count) {
                judges.push_back({&model, *std::move(network)});
            }
        }
        return judges;
    }();
    return kJudges;
}

std::optional<text::TextAnswer> ask(const Judge& judge, std::string_view text) {
    const text::Features features = text::features_of(text, judge.model->features, judge.model->slot_count);
    if (features.slots.empty()) {
        return std::nullopt;
    }
    auto answer = text::judge_text(*judge.model, judge.model->sha256, judge.network.scores(features));
    return answer ? std::optional(*std::move(answer)) : std::nullopt;
}

std::string language_of(std::string_view text, std::string_view claimed) {
    const auto judge =
        std::ranges::find(judges(), text::TextTask::language, [](const Judge& one) { return one.model->task; });
    if (judge == judges().end()) {
        return std::string(claimed);
    }
    const auto& labels = judge->model->labels;
    const auto answer = ask(*judge, text);
    if (!answer || answer->label == text::rejection_label(text::TextTask::language) ||
        (!claimed.empty() &&
         (std::ranges::find(labels, claimed) == labels.end() || answer->probability < kSureOfLanguage))) {
        return std::string(claimed);
    }
    return answer->label;
}

} // namespace

StoryJudgement judge_story(std::string_view text, std::string_view claimed) {
    StoryJudgement judgement{language_of(text, claimed), ""};
    const auto judge = std::ranges::find_if(judges(), [&judgement](const Judge& one) {
        return one.model->task == text::TextTask::topic && one.model->lang == judgement.language;
    });
    if (judge != judges().end()) {
        if (const auto answer = ask(*judge, text)) {
            judgement.topic = answer->label;
        }
    }
    return judgement;
}

bool is_known_topic(std::string_view topic) {
    return std::ranges::any_of(text::shipped_text_manifest().models, [topic](const text::TextModel& model) {
        return model.task == text::TextTask::topic && std::ranges::find(model.labels, topic) != model.labels.end();
    });
}

void judge(news::Story& story) {
    StoryJudgement judgement = judge_story(news::plain_text(story.title, story.blocks), story.language);
    story.language = std::move(judgement.language);
    story.topic = std::move(judgement.topic);
}

} // namespace hypha::edge

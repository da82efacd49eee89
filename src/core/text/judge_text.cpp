#include "core/text/judge_text.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::text {

std::string_view rejection_label(TextTask task) { return task == TextTask::topic ? "other" : "und"; }

Result<TextAnswer> judge_text(const TextModel& model, std::string_view model_sha256, std::span<const float> scores) {
    if (model_sha256 != model.sha256) {
        return failure("model_mismatch", "the scores come from another model than the labels");
    }
    if (scores.size() != model.labels.size() || scores.empty() ||
        !std::ranges::all_of(scores, [](float score) { return std::isfinite(score); })) {
        return failure("scores_invalid", "the scores do not fit the labels");
    }
    const double best = static_cast<double>(*std::ranges::max_element(scores));
    std::vector<double> powers;
    double sum = 0;
    for (const float score : scores) {
        powers.push_back(std::exp((static_cast<double>(score) - best) / static_cast<double>(model.temperature)));
        sum += powers.back();
    }
    TextAnswer answer;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        answer.candidates.push_back({model.labels[i], static_cast<float>(powers[i] / sum)});
    }
    std::ranges::sort(answer.candidates, [](const TextCandidate& a, const TextCandidate& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.label < b.label;
    });
    answer.candidates.resize(std::min(answer.candidates.size(), kMostCandidates));
    const TextCandidate& first = answer.candidates.front();
    const bool rejected = first.probability < model.reject_below;
    answer.label = rejected ? std::string(rejection_label(model.task)) : first.label;
    answer.probability = rejected ? 1 - first.probability : first.probability;
    return answer;
}

} // namespace hypha::text

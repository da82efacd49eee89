// From the scores of a text model to an answer. Pure: same scores, same answer.
// Softmax with the model's temperature; when even the best label stays below the model's threshold the answer is the
// rejection label and its probability is what the best one lacks. Fails closed: model_mismatch (another hash), scores_invalid.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/text/text_manifest.hpp"

namespace hypha::text {

// "other" for a topic, "und" (BCP 47: undetermined) for a language; the language model was trained to give "und" by itself too.
std::string_view rejection_label(TextTask task);

struct TextCandidate {
    std::string label;
    float probability = 0;
};

struct TextAnswer {
    std::string label;
    float probability = 0;
    std::vector<TextCandidate> candidates; // the best first, at most kMostCandidates, rejected or not
};

inline constexpr std::size_t kMostCandidates = 3;

Result<TextAnswer> judge_text(const TextModel& model, std::string_view model_sha256, std::span<const float> scores);

} // namespace hypha::text

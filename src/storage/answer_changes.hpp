// Answers of another model, or of other rules, beside those of the one that answers now (SAFETY 10): which saved finds still have only
// the other's, and what the present one said differently. Asked of the history itself, so nothing can disagree with it.
// Each is one walk over the finds with two or three index look-ups a find.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/fungi/verdict.hpp"

namespace hypha::storage {

class Database;

// Who answers now: the model's hash, and fungi::rules_of().
struct AnswerSource {
    std::string model_sha256, rules;
};

struct Said {
    fungi::VerdictState state = fungi::VerdictState::unknown;
    std::string name;      // empty unless answered
    float probability = 0; // of a model
    fungi::Confidence confidence = fungi::Confidence::not_sure;
    fungi::Risk risk = fungi::Risk::unknown;
};

struct AnswerChange {
    ObservationId find;
    std::string photo_sha256; // of the first slot that has a photo; empty when none
    Said before;              // the other model's newest answer
    Said now;
    std::optional<Said> person; // unless nobody named it or took the name back
};

class AnswerChanges {
public:
    // `now` must outlive it.
    AnswerChanges(Database& database, const AnswerSource& now) : database_(database), now_(now) {}

    // Finds with photos whose newest answer by a model is another's, the newest first.
    Result<std::vector<ObservationId>> left_to_look_at();
    Result<bool> is_left(ObservationId find);
    // How many have both the other's answer and, as their newest, one of `now`.
    Result<std::int64_t> looked_at();
    // Of those: where the risk word, the state or the name is another. Finds whose shown risk rose come first, then by the shown risk,
    // then the newest. The shown risk is the worse one of the model's and the person's.
    Result<std::vector<AnswerChange>> changes();
    Result<std::int64_t> count_changes();

private:
    Database& database_;
    const AnswerSource& now_;
};

} // namespace hypha::storage

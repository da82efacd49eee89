// What screens know about answers of another model than the one that is here (app/look_again.hpp): how many finds still have only
// those, how far looking again has come, and what it changed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/observation.hpp"

namespace hypha::app {

// What two models said about a find. Newest answers; `person`: what somebody says it is, which stays the find's name.
struct AnswerChange {
    ObservationId find{};
    std::string cover;
    Opinion before, now;
    std::optional<Opinion> person;
    // As shown: the worse one of the model's and the person's (SAFETY 3).
    [[nodiscard]] fungi::Risk risk_before() const;
    [[nodiscard]] fungi::Risk risk_now() const;
};

// A find that could not be looked at; its earlier answer stands.
struct AnswerMiss {
    ObservationId find{};
    std::string cover;
    std::string name; // of the answer that stands; empty: none
    fungi::VerdictState state = fungi::VerdictState::unknown;
};

enum class LookAgainPhase { idle, working, paused };

struct OtherAnswers {
    LookAgainPhase phase = LookAgainPhase::idle;
    std::size_t left = 0, looked = 0; // finds with only another model's answer, without the missed ones; with both
    std::size_t missed = 0;           // finds whose photos could not be read again
    std::size_t changed = 0;          // of `looked`: in risk word or name
    bool seen = false;                // the list of what changed, or the word that nothing did, was put away
    bool waits = false;               // for a photo that the person wants read
    std::string failure;              // code: why it paused by itself
    std::int64_t done_bytes = 0, total_bytes = 0; // of the model on its way; total 0: none is
    // Only while their screen shows; shared, because states are copied.
    std::shared_ptr<const std::vector<AnswerChange>> changes;
    std::shared_ptr<const std::vector<AnswerMiss>> misses;
};

} // namespace hypha::app

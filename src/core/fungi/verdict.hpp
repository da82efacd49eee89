// What may be said about a mushroom, from the scores of one or more photos. There is no value that means "safe".
// Words and rank rule (SPEC §2): likely >= 0.70, possibly >= 0.30, else not sure; the answer stands at the lowest rank that
// reaches `likely`, failing that the lowest that reaches `possible`, failing that it is unknown. Not-a-mushroom comes first.
// Risk is the worst over the shown candidates, their genus and their look-alikes; a further candidate never lowers it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::fungi {

enum class Rank { family, genus, species };
enum class VerdictState { answered, unknown, not_mushroom };
enum class Confidence { not_sure, possibly, likely };
// Ordered from least to most urgent; `unknown` is the mildest there is.
enum class Risk { unknown, poisonous, deadly_lookalikes, deadly };

struct Candidate {
    std::string name; // Latin; a genus or a species
    Rank rank = Rank::genus;
    float probability = 0; // calibrated, 0..1
    Risk risk = Risk::unknown;
};

struct LadderStep {
    Rank rank = Rank::family;
    std::string name;
    float probability = 0;
    bool reached = false;
    bool is_answer = false;
};

// A picture with a known name, by its likeness to the photos: the cosine of the embeddings, -1..1. Likeness is no evidence of kind.
struct Reference {
    std::string species; // Latin
    std::string picture; // file name without ending, of assets/references
    float likeness = 0;
};

struct Verdict {
    VerdictState state = VerdictState::unknown;
    Rank rank = Rank::genus; // of the answer; meaningless unless answered
    std::string name;        // Latin name of the answer; empty unless answered
    float probability = 0;   // of the answer; of "not a mushroom" in that state; of the best genus when unknown
    Confidence confidence = Confidence::not_sure;
    Risk risk = Risk::unknown;
    std::vector<LadderStep> ladder; // family, genus, species of the best line; empty when not a mushroom
    std::vector<Candidate>
        candidates; // best first, at most 5, the answer's own line first; genus rank unless a species is trained
    std::vector<Candidate> spread; // the best genera, at most 12, best first, for the "guesses are spread thin" bars
    std::vector<Reference> references{}; // the reference pictures most like the photos, at most 3, nearest first
};

} // namespace hypha::fungi

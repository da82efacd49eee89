#include "core/fungi/judge.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <ranges>

#include "core/fungi/genus_table.hpp"
#include "core/fungi/prototypes.hpp"
#include "core/fungi/ranks.hpp"
#include "core/fungi/risk.hpp"
#include "core/fungi/scores.hpp"

namespace hypha::fungi {
namespace {

constexpr std::size_t kMostCandidates = 5;
constexpr std::size_t kMostGuesses = 12;
constexpr std::size_t kMostReferences = 3;
constexpr float kLeastCandidate = 0.01F; // what rounds to 0 % is not shown, so it does not speak of risk either

// The best genus with its best species and its family: the only line on which the answer may stand.
struct Line {
    const GenusScore* genus = nullptr;
    const RankScore* species = nullptr;
    std::string family;
    float family_probability = 0;
};

Line best_line(const RankScores& scores) {
    Line line;
    if (scores.genera.empty()) {
        return line;
    }
    line.genus = &scores.genera.front();
    line.species = line.genus->species.empty() ? nullptr : &line.genus->species.front();
    line.family = family_of(line.genus->name);
    for (const RankScore& family : scores.families) {
        if (family.name == line.family) {
            line.family_probability = family.probability;
        }
    }
    return line;
}

// The lowest rank of the line that reaches `threshold`. Three photos of a species carry it into the list, never an answer.
std::optional<Rank> lowest_rank(const Line& line, float threshold) {
    if (line.species != nullptr && line.species->has_leaf && line.species->probability >= threshold) {
        return Rank::species;
    }
    if (line.genus != nullptr && line.genus->probability >= threshold) {
        return Rank::genus;
    }
    return std::nullopt;
}

std::vector<LadderStep> ladder_of(const Line& line, const Verdict& verdict, float possible) {
    std::vector<LadderStep> ladder;
    const auto add = [&](Rank rank, const std::string& name, float probability, bool may_be_answer = true) {
        const bool is_answer = verdict.state == VerdictState::answered && verdict.rank == rank;
        ladder.push_back({rank, name, probability, may_be_answer && probability >= possible, is_answer});
    };
    if (!line.family.empty()) {
        add(Rank::family, line.family, line.family_probability);
    }
    if (line.genus != nullptr) {
        add(Rank::genus, line.genus->name, line.genus->probability);
    }
    if (line.species != nullptr) {
        add(Rank::species, line.species->name, line.species->probability, line.species->has_leaf);
    }
    return ladder;
}

// A genus is shown by its best species when that holds nearly all of its genus' probability, else by its own name.
Candidate candidate_of(const GenusScore& genus, float likely) {
    const RankScore* const best = genus.species.empty() ? nullptr : &genus.species.front();
    if (best != nullptr && best->probability >= likely * genus.probability) {
        return {best->name, Rank::species, best->probability, risk_of_kind(best->name)};
    }
    return {genus.name, Rank::genus, genus.probability, risk_of_kind(genus.name)};
}

std::vector<Candidate> candidates_of(const RankScores& scores, const Verdict& verdict, const Thresholds& thresholds) {
    std::vector<Candidate> candidates;
    for (const GenusScore& genus : scores.genera) {
        const bool is_answer = candidates.empty() && verdict.state == VerdictState::answered;
        Candidate candidate = candidate_of(genus, thresholds.likely);
        if (is_answer) {
            candidate = {verdict.name, verdict.rank, verdict.probability, risk_of_kind(verdict.name)};
        }
        if (!is_answer && genus.probability < kLeastCandidate) {
            break;
        }
        candidates.push_back(std::move(candidate));
        if (candidates.size() == kMostCandidates) {
            break;
        }
    }
    // A species stands for less than its genus, so the order of the genera is not yet that of what is shown.
    const bool keeps_first = verdict.state == VerdictState::answered && !candidates.empty();
    std::ranges::sort(candidates.begin() + (keeps_first ? 1 : 0), candidates.end(),
                      [](const Candidate& a, const Candidate& b) {
                          return a.probability != b.probability ? a.probability > b.probability : a.name < b.name;
                      });
    return candidates;
}

Verdict not_a_mushroom(float probability, const Thresholds& thresholds) {
    Verdict verdict;
    verdict.state = VerdictState::not_mushroom;
    verdict.probability = probability;
    verdict.confidence = confidence_of(probability, thresholds);
    return verdict;
}

void set_answer(Verdict& verdict, const Line& line, const Thresholds& thresholds) {
    std::optional<Rank> rank = lowest_rank(line, thresholds.likely);
    if (!rank) {
        rank = lowest_rank(line, thresholds.possible);
    }
    verdict.probability = line.genus == nullptr ? 0 : line.genus->probability;
    if (!rank) {
        return; // unknown; the word stays "not sure"
    }
    verdict.state = VerdictState::answered;
    verdict.rank = *rank;
    verdict.name = *rank == Rank::species ? line.species->name : line.genus->name;
    verdict.probability = *rank == Rank::species ? line.species->probability : line.genus->probability;
    verdict.confidence = confidence_of(verdict.probability, thresholds);
}

std::string decimal(float value) {
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} ? std::string(text.data(), end) : "";
}

} // namespace

Confidence confidence_of(float probability, const Thresholds& thresholds) {
    if (probability >= thresholds.likely) {
        return Confidence::likely;
    }
    return probability >= thresholds.possible ? Confidence::possibly : Confidence::not_sure;
}

std::string rules_of(const ModelManifest& manifest) {
    return "not_mushroom=" + decimal(manifest.thresholds.not_mushroom) +
           " likely=" + decimal(manifest.thresholds.likely) + " possible=" + decimal(manifest.thresholds.possible) +
           " tables=" + std::string(tables_version());
}

Result<Verdict> judge(const ModelManifest& manifest, std::string_view model_sha256,
                      std::span<const std::vector<float>> logits_by_view) {
    if (manifest.sha256.empty() || model_sha256 != manifest.sha256) {
        return failure("model_mismatch", "the loaded model is not the one that was evaluated");
    }
    const auto fused = fuse_views(manifest, logits_by_view);
    if (!fused) {
        return std::unexpected(fused.error());
    }
    const RankScores scores = roll_up(manifest, *fused);
    if (scores.not_mushroom >= manifest.thresholds.not_mushroom) {
        return not_a_mushroom(scores.not_mushroom, manifest.thresholds);
    }
    Verdict verdict;
    const Line line = best_line(scores);
    set_answer(verdict, line, manifest.thresholds);
    verdict.ladder = ladder_of(line, verdict, manifest.thresholds.possible);
    verdict.candidates = candidates_of(scores, verdict, manifest.thresholds);
    verdict.risk = worst_risk(verdict.candidates);
    for (const GenusScore& genus : scores.genera | std::views::take(kMostGuesses)) {
        verdict.spread.push_back({genus.name, Rank::genus, genus.probability, risk_of_kind(genus.name)});
    }
    for (const Likeness& near : nearest_references(manifest, *fused, kMostReferences)) {
        verdict.references.push_back({near.species, near.picture, near.cosine});
    }
    return verdict;
}

} // namespace hypha::fungi

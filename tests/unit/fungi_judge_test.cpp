// The rules of SAFETY.md 1 to 7, each as a test on the verdict.
#include "core/fungi/judge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/fungi/risk.hpp"
#include "unit/fungi_small_manifest.hpp"

namespace hypha::fungi {
namespace {

using Views = std::vector<std::vector<float>>;

// Logits whose softmax is `shares` (they need not sum to one).
std::vector<float> logits_of(const std::vector<float>& shares) {
    std::vector<float> out(shares.size());
    std::ranges::transform(shares, out.begin(), [](float share) { return std::log(std::max(share, 1e-6F)); });
    return out;
}

Verdict verdict_of(const Views& views) {
    const auto verdict = judge(small_manifest(), kSmallHash, views);
    REQUIRE(verdict.has_value());
    return *verdict;
}

Verdict verdict_of(const std::vector<float>& shares) { return verdict_of(Views{logits_of(shares)}); }

bool about(float a, double b) { return std::abs(static_cast<double>(a) - b) < 0.002; }

} // namespace

TEST_CASE("a species at 70 percent is answered as a species, with the word likely", "[judge]") {
    const Verdict verdict = verdict_of({0.02F, 0.02F, 0.74F, 0.1F, 0.06F, 0.04F, 0.02F});
    CHECK(verdict.state == VerdictState::answered);
    CHECK(verdict.rank == Rank::species);
    CHECK(verdict.name == "Boletus edulis");
    CHECK(about(verdict.probability, 0.74));
    CHECK(verdict.confidence == Confidence::likely);
}

TEST_CASE("when only the genus reaches 70 percent the answer stands at the genus", "[judge]") {
    const Verdict verdict = verdict_of({0.05F, 0.02F, 0.45F, 0.35F, 0.05F, 0.05F, 0.03F});
    CHECK(verdict.state == VerdictState::answered);
    CHECK(verdict.rank == Rank::genus);
    CHECK(verdict.name == "Boletus");
    CHECK(about(verdict.probability, 0.80));
    REQUIRE(verdict.ladder.size() == 3);
    CHECK(verdict.ladder[0].name == "Boletaceae");
    CHECK_FALSE(verdict.ladder[0].is_answer);
    CHECK(verdict.ladder[1].is_answer);
    CHECK(verdict.ladder[2].name == "Boletus edulis");
    CHECK(verdict.ladder[2].reached); // 45 percent: possible, yet not the answer
    CHECK_FALSE(verdict.ladder[2].is_answer);
}

TEST_CASE("failing 70 the lowest rank at 30 percent is answered with the word possibly", "[judge]") {
    const Verdict verdict = verdict_of({0.1F, 0.1F, 0.15F, 0.3F, 0.15F, 0.15F, 0.05F});
    CHECK(verdict.state == VerdictState::answered);
    CHECK(verdict.rank == Rank::genus);
    CHECK(verdict.name == "Boletus");
    CHECK(verdict.confidence == Confidence::possibly);
    CHECK(verdict_of({0.1F, 0.1F, 0.35F, 0.1F, 0.15F, 0.15F, 0.05F}).name == "Boletus edulis");
}

TEST_CASE("when no rank reaches 30 percent it is unknown, with every covered genus in the spread", "[judge]") {
    const Verdict verdict = verdict_of({0.1F, 0.1F, 0.1F, 0.12F, 0.15F, 0.38F, 0.05F});
    CHECK(verdict.state == VerdictState::unknown);
    CHECK(verdict.name.empty());
    CHECK(verdict.confidence == Confidence::not_sure);
    CHECK(about(verdict.probability, 0.22));
    REQUIRE(verdict.spread.size() == 3);
    CHECK(verdict.spread[0].name == "Boletus");
    CHECK(verdict.spread[2].name == "Plicatura");
    for (const LadderStep& step : verdict.ladder) {
        CHECK_FALSE(step.is_answer);
    }
}

TEST_CASE("not a mushroom comes before any name", "[judge]") {
    const Verdict verdict = verdict_of({0.0F, 0.0F, 0.45F, 0.0F, 0.0F, 0.0F, 0.55F});
    CHECK(verdict.state == VerdictState::not_mushroom);
    CHECK(verdict.name.empty());
    CHECK(verdict.candidates.empty());
    CHECK(verdict.ladder.empty());
    CHECK(about(verdict.probability, 0.55));
}

TEST_CASE("another hash, or none, gives no names at all", "[judge]") {
    const Views views{logits_of({0.0F, 0.0F, 0.9F, 0.0F, 0.0F, 0.1F, 0.0F})};
    for (const std::string hash : {"", "ff", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeefe"}) {
        const auto verdict = judge(small_manifest(), hash, views);
        REQUIRE_FALSE(verdict.has_value());
        CHECK(verdict.error().code == "model_mismatch");
    }
    const auto no_manifest = judge(ModelManifest{}, "", views);
    REQUIRE_FALSE(no_manifest.has_value());
    CHECK(no_manifest.error().code == "model_mismatch");
}

TEST_CASE("scores that do not fit the labels give no names", "[judge]") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    for (const Views& views :
         {Views{}, Views{{}}, Views{{1, 2, 3}}, Views{std::vector<float>(8, 0)}, Views{{1, 2, 3, 4, 5, 6, nan}},
          Views{{1, 2, 3, 4, 5, 6, infinity}}, Views{std::vector<float>(7, 0), {1}}}) {
        const auto verdict = judge(small_manifest(), kSmallHash, views);
        REQUIRE_FALSE(verdict.has_value());
        CHECK(verdict.error().code == "logits_invalid");
    }
}

TEST_CASE("huge scores do not overflow", "[judge]") {
    const Verdict verdict = verdict_of(Views{{3e38F, -3e38F, 0, 0, 0, 0, 0}});
    CHECK(verdict.name == "Amanita muscaria");
    CHECK(verdict.probability == 1.0F);
}

TEST_CASE("the same photo twice changes nothing; a view that rules a name out lowers it", "[judge]") {
    const std::vector<float> boletus = logits_of({0.1F, 0.05F, 0.6F, 0.1F, 0.05F, 0.05F, 0.05F});
    const std::vector<float> amanita = logits_of({0.75F, 0.1F, 0.02F, 0.03F, 0.03F, 0.04F, 0.03F});
    const Verdict once = verdict_of(Views{boletus});
    const Verdict twice = verdict_of(Views{boletus, boletus});
    CHECK(about(twice.probability, static_cast<double>(once.probability)));
    CHECK(twice.name == once.name);
    const Verdict mixed = verdict_of(Views{boletus, amanita});
    CHECK(mixed.name == "Amanita muscaria");
    CHECK(mixed.probability < 0.7F);
}

TEST_CASE("a habitat photo without the mushroom does not veto the others", "[judge]") {
    const std::vector<float> boletus = logits_of({0.02F, 0.02F, 0.8F, 0.05F, 0.03F, 0.04F, 0.04F});
    const std::vector<float> forest = logits_of({0.01F, 0.01F, 0.01F, 0.01F, 0.01F, 0.01F, 0.94F});
    CHECK(verdict_of(Views{boletus, forest}).name == "Boletus edulis");
    CHECK(verdict_of(Views{forest, forest}).state == VerdictState::not_mushroom);
}

TEST_CASE("a family is at least as probable as its genera, a genus as its species", "[judge]") {
    std::mt19937 random(5); // NOLINT: the same numbers each time, so a failure can be repeated
    std::normal_distribution<float> normal(0, 2);
    for (int round = 0; round < 500; ++round) {
        std::vector<float> logits(7);
        for (float& each : logits) {
            each = normal(random);
        }
        const Verdict verdict = verdict_of(Views{logits});
        for (std::size_t i = 1; i < verdict.ladder.size(); ++i) {
            CHECK(verdict.ladder[i - 1].probability >= verdict.ladder[i].probability);
        }
        CHECK(verdict.candidates.size() <= 5);
        for (std::size_t i = verdict.state == VerdictState::answered ? 2 : 1; i < verdict.candidates.size(); ++i) {
            CHECK(verdict.candidates[i - 1].probability >= verdict.candidates[i].probability);
        }
        if (verdict.state == VerdictState::answered) {
            CHECK(verdict.candidates.front().name == verdict.name);
            CHECK(verdict.rank != Rank::family);
        }
    }
}

TEST_CASE("raising the score of a deadly genus never lowers the risk", "[judge]") {
    std::mt19937 random(9); // NOLINT: repeatable
    std::normal_distribution<float> normal(0, 3);
    int shown = 0;
    for (int round = 0; round < 500; ++round) {
        std::vector<float> logits(7);
        for (float& each : logits) {
            each = normal(random);
        }
        logits[6] = -9;
        Risk before = Risk::unknown;
        for (logits[1] = -12; logits[1] < 12; logits[1] += 1) {
            const Verdict verdict = verdict_of(Views{logits});
            CHECK(verdict.risk >= before);
            before = verdict.risk;
        }
        shown += before == Risk::deadly ? 1 : 0;
    }
    CHECK(shown == 500); // at the end Amanita stands first
}

TEST_CASE("the risk is the worst over candidates, their genus and their look-alikes", "[risk]") {
    std::mt19937 random(3); // NOLINT: repeatable
    const std::vector<std::string> names{"Amanita muscaria", "Boletus edulis", "Plicatura",   "Agaricus",
                                         "Nonesuch",         "Fomes",          "Cantharellus"};
    for (int round = 0; round < 300; ++round) {
        std::vector<Candidate> candidates(random() % 5);
        for (Candidate& candidate : candidates) {
            candidate = {names[random() % names.size()], Rank::genus, 0.1F, Risk::unknown};
        }
        const Risk before = worst_risk(candidates);
        candidates.push_back({names[random() % names.size()], Rank::genus, 0.1F, static_cast<Risk>(random() % 4)});
        CHECK(worst_risk(candidates) >= before);
        candidates.push_back({"Nonesuch", Rank::genus, 0.01F, Risk::deadly});
        CHECK(worst_risk(candidates) == Risk::deadly);
    }
    CHECK(risk_of_kind("Amanita vaginata") == Risk::deadly);        // its genus kills
    CHECK(risk_of_kind("Cantharellus") == Risk::deadly_lookalikes); // its look-alike kills
    CHECK(risk_of_kind("Imleria badia") == Risk::poisonous);        // its look-alikes poison
    CHECK(risk_of_kind("Nonesuch") == Risk::unknown);               // nothing known is the mildest there is
    CHECK(worst_risk({}) == Risk::unknown);
}

TEST_CASE("words go with numbers", "[judge]") {
    const Thresholds thresholds{0.5F, 0.7F, 0.3F, 0.0F};
    CHECK(confidence_of(0.70F, thresholds) == Confidence::likely);
    CHECK(confidence_of(0.6999F, thresholds) == Confidence::possibly);
    CHECK(confidence_of(0.30F, thresholds) == Confidence::possibly);
    CHECK(confidence_of(0.2999F, thresholds) == Confidence::not_sure);
}

// Rule 1: no value of the verdict means "safe". Each of these must not compile as an enumerator of Risk or VerdictState;
// tests/unit/no_safe_value.test.mjs asks the compiler for the same with the names that cannot be spelled here.
template <typename Enum> constexpr bool names_nothing_mild() {
    return !requires { Enum::none; } && !requires { Enum::low; } && !requires { Enum::ok; } &&
           !requires { Enum::good; } && !requires { Enum::safe; } && !requires { Enum::clear; };
}
static_assert(names_nothing_mild<Risk>() && names_nothing_mild<VerdictState>() && names_nothing_mild<Confidence>());
static_assert(static_cast<int>(Risk::unknown) == 0 && static_cast<int>(Risk::deadly) == 3,
              "unknown is the mildest word there is");
static_assert(Risk::unknown < Risk::poisonous && Risk::poisonous < Risk::deadly_lookalikes &&
              Risk::deadly_lookalikes < Risk::deadly);
static_assert(!std::is_convertible_v<Risk, bool>, "a risk is never a yes or no");

} // namespace hypha::fungi

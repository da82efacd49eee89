// What few photos of a species may say, and what they may not.
#include "core/fungi/prototypes.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "core/fungi/judge.hpp"
#include "core/fungi/ranks.hpp"
#include "core/fungi/scores.hpp"
#include "core/fungi/verdict_json.hpp"
#include "unit/fungi_small_manifest.hpp"

namespace hypha::fungi {
namespace {

// The small model with prototypes: two species of Boletus (which has a leaf), one of Amanita (which kills), two genera without a
// leaf, and two reference pictures. Cosines begin at 7.
ModelManifest with_prototypes() {
    ModelManifest manifest = small_manifest();
    const auto add = [&](LabelKind kind, const char* genus, const char* species, const char* picture = "") {
        manifest.labels.push_back({kind, genus, species, picture});
    };
    add(LabelKind::prototype, "Boletus", "Boletus pinophilus");
    add(LabelKind::prototype, "Boletus", "Boletus reticulatus");
    add(LabelKind::prototype, "Amanita", "Amanita vaginata");
    add(LabelKind::prototype, "Hydnum", "Hydnum repandum");
    add(LabelKind::prototype, "Clathrus", "Clathrus ruber");
    add(LabelKind::reference, "Boletus", "Boletus edulis", "boletus_edulis");
    add(LabelKind::reference, "Hydnum", "Hydnum repandum", "hydnum_repandum");
    manifest.other_genera = {20, 10};
    manifest.within_genus = {20, 10};
    return manifest;
}

constexpr std::size_t kPinophilus = 7, kReticulatus = 8, kVaginata = 9, kHydnum = 10, kClathrus = 11;

std::vector<float> answer_of(const std::vector<float>& leaf_shares) {
    std::vector<float> answer;
    for (const float share : leaf_shares) {
        answer.push_back(std::log(share));
    }
    answer.resize(with_prototypes().labels.size(), 0);
    return answer;
}

float probability_of(const RankScores& scores, const std::string& genus, const std::string& species = "") {
    const auto found = std::ranges::find(scores.genera, genus, &GenusScore::name);
    if (found == scores.genera.end()) {
        return -1;
    }
    if (species.empty()) {
        return found->probability;
    }
    const auto own = std::ranges::find(found->species, species, &RankScore::name);
    return own == found->species.end() ? -1 : own->probability;
}

const std::vector<float> kMostlyOther{0.02F, 0.02F, 0.02F, 0.06F, 0.02F, 0.84F, 0.02F};
const std::vector<float> kMostlyBoletus{0.01F, 0.01F, 0.1F, 0.8F, 0.02F, 0.04F, 0.02F};

bool about(float a, double b) { return std::abs(static_cast<double>(a) - b) < 1e-3; }

} // namespace

TEST_CASE("a genus without a leaf gets its part of what is another mushroom", "[prototypes]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> answer = answer_of(kMostlyOther);
    answer[kHydnum] = 0.7F; // logit 14 against none at 10
    const RankScores scores = roll_up(manifest, answer);
    const double share = std::exp(14.0) / (std::exp(14.0) + std::exp(10.0) + 1.0);
    CHECK(about(probability_of(scores, "Hydnum"), 0.84 * share));
    CHECK(about(probability_of(scores, "Hydnum", "Hydnum repandum"), 0.84 * share * share));
    CHECK(probability_of(scores, "Clathrus") < 0.001F);
    const auto hydnum = std::ranges::find(scores.genera, "Hydnum", &GenusScore::name);
    CHECK_FALSE(hydnum->has_leaf);
}

TEST_CASE("within a trained genus its species share what is left to the rest of the genus", "[prototypes]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> answer = answer_of(kMostlyBoletus);
    answer[kReticulatus] = 0.8F;
    const RankScores scores = roll_up(manifest, answer);
    CHECK(about(probability_of(scores, "Boletus"), 0.9)); // the genus neither gains nor loses
    CHECK(about(probability_of(scores, "Boletus", "Boletus edulis"), 0.1));
    CHECK(probability_of(scores, "Boletus", "Boletus reticulatus") > 0.75F);
    CHECK(probability_of(scores, "Boletus", "Boletus reticulatus") < 0.8F);
}

TEST_CASE("a photo that is like none of the listed species stays without a name", "[prototypes]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> answer = answer_of(kMostlyOther);
    answer[kHydnum] = answer[kClathrus] = 0.2F;
    const std::vector<std::vector<float>> views{answer};
    const auto verdict = judge(manifest, kSmallHash, views);
    REQUIRE(verdict.has_value());
    CHECK(verdict->state == VerdictState::unknown);
}

TEST_CASE("an answer never stands on a species of which there were a few photos", "[prototypes][safety]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> answer = answer_of(kMostlyBoletus);
    answer[kReticulatus] = 0.95F;
    const std::vector<std::vector<float>> views{answer};
    const auto verdict = judge(manifest, kSmallHash, views);
    REQUIRE(verdict.has_value());
    CHECK(verdict->rank == Rank::genus);
    CHECK(verdict->name == "Boletus");
    REQUIRE(verdict->ladder.size() == 3);
    CHECK(verdict->ladder[2].name == "Boletus reticulatus");
    CHECK_FALSE(verdict->ladder[2].reached);
}

TEST_CASE("in a genus with a deadly species no species is named from few photos", "[prototypes][safety]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> answer = answer_of({0.01F, 0.9F, 0.02F, 0.02F, 0.02F, 0.02F, 0.01F});
    answer[kVaginata] = 0.95F;
    CHECK(probability_of(roll_up(manifest, answer), "Amanita", "Amanita vaginata") == -1.F);
    const std::vector<std::vector<float>> views{answer};
    const auto verdict = judge(manifest, kSmallHash, views);
    REQUIRE(verdict.has_value());
    CHECK(verdict->name == "Amanita");
    CHECK(verdict->rank == Rank::genus);
}

TEST_CASE("prototypes move no probability between leaves, and all of it sums to at most one", "[prototypes]") {
    const ModelManifest manifest = with_prototypes();
    std::mt19937 random(7);
    std::uniform_real_distribution<float> logit(-4, 4), cosine(-1, 1);
    for (int round = 0; round < 300; ++round) {
        std::vector<float> answer(manifest.labels.size());
        for (std::size_t i = 0; i < answer.size(); ++i) {
            answer[i] = i < manifest.leaf_count ? logit(random) : cosine(random);
        }
        std::vector<float> without = answer;
        std::fill(without.begin() + static_cast<std::ptrdiff_t>(manifest.leaf_count), without.end(), -1.F);
        const RankScores scores = roll_up(manifest, answer), bare = roll_up(manifest, without);
        float sum = scores.not_mushroom;
        for (const GenusScore& genus : scores.genera) {
            sum += genus.probability;
            float species = 0;
            for (const RankScore& own : genus.species) {
                species += own.probability;
            }
            CHECK(species <= genus.probability + 1e-5F);
            if (genus.has_leaf) {
                CHECK(std::abs(genus.probability - probability_of(bare, genus.name)) < 1e-5F);
            }
        }
        CHECK(sum <= 1 + 1e-5F);
    }
}

TEST_CASE("the nearest reference pictures come with the verdict, and likeness alone names nothing",
          "[prototypes][safety]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> answer = answer_of(kMostlyOther);
    answer[12] = 0.4F;
    answer[13] = 0.99F;
    const std::vector<std::vector<float>> views{answer};
    const auto verdict = judge(manifest, kSmallHash, views);
    REQUIRE(verdict.has_value());
    REQUIRE(verdict->references.size() == 2);
    CHECK(verdict->references[0].picture == "hydnum_repandum");
    CHECK(verdict->references[1].species == "Boletus edulis");
    CHECK(verdict->state == VerdictState::unknown);
}

TEST_CASE("a verdict is read back whatever the network says, a likeness above one included",
          "[prototypes][verdict_json]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> answer = answer_of(kMostlyBoletus);
    answer[12] = 1.004F;
    answer[13] = -1.2F;
    const std::vector<std::vector<float>> views{answer};
    const auto verdict = judge(manifest, kSmallHash, views);
    REQUIRE(verdict.has_value());
    CHECK(verdict->references[0].likeness == 1.F);
    CHECK(decode_verdict(encode_verdict(*verdict)).has_value());
}

TEST_CASE("of several views the cosines are averaged as the logits are", "[prototypes]") {
    const ModelManifest manifest = with_prototypes();
    std::vector<float> one = answer_of(kMostlyOther), two = one, mean = one;
    one[kPinophilus] = 0.9F;
    two[kPinophilus] = 0.1F;
    mean[kPinophilus] = 0.5F;
    const std::vector<std::vector<float>> views{one, two};
    const auto fused = fuse_views(manifest, views);
    REQUIRE(fused.has_value());
    CHECK(about((*fused)[kPinophilus], 0.5));
}

} // namespace hypha::fungi

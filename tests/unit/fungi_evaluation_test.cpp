// What an evaluation counts, on photos whose every figure can be worked out by hand.
#include "core/fungi/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/fungi/evaluation_json.hpp"
#include "unit/fungi_small_manifest.hpp"

namespace hypha::fungi {
namespace {

bool about(double a, double b) { return std::abs(a - b) < 0.0005; }

// Shares of the seven leaves of the small model, as logits.
std::vector<float> logits_of(std::vector<float> shares) {
    std::ranges::transform(shares, shares.begin(), [](float share) { return std::log(std::max(share, 1e-6F)); });
    return shares;
}

struct Small {
    ModelManifest manifest = small_manifest();
    Evaluator evaluator{manifest};

    void add(std::string_view latin, const std::vector<float>& shares, double latency_ms = 10) {
        REQUIRE(evaluator.add(parse_latin(latin), kSmallHash, logits_of(shares), latency_ms).has_value());
    }
    [[nodiscard]] Evaluation report() const { return evaluator.report(); }
};

bool is(const Share& share, std::size_t hits, std::size_t count) { return share.hits == hits && share.count == count; }

// Amanita muscaria, rest of Amanita, Boletus edulis, rest of Boletus, Plicatura, other, not a mushroom.
const std::vector<float> kMuscaria{0.8F, 0.1F, 0.02F, 0.02F, 0.02F, 0.02F, 0.02F};
const std::vector<float> kBoletus{0.02F, 0.02F, 0.3F, 0.5F, 0.1F, 0.04F, 0.02F};
const std::vector<float> kPlicatura{0.01F, 0.01F, 0.01F, 0.01F, 0.9F, 0.05F, 0.01F};
const std::vector<float> kOnlyPlicatura{0.003F, 0.003F, 0.002F, 0.002F, 0.97F, 0.01F, 0.01F}; // nothing else is shown
const std::vector<float> kNobody{0.1F, 0.1F, 0.1F, 0.1F, 0.1F, 0.45F, 0.05F};
const std::vector<float> kNothing{0.01F, 0.01F, 0.01F, 0.01F, 0.01F, 0.05F, 0.9F};

} // namespace

TEST_CASE("a label's Latin name is reduced to genus and species", "[evaluation]") {
    CHECK(parse_latin("") == LatinName{});
    CHECK(parse_latin("  \t ") == LatinName{});
    CHECK(parse_latin("Amanita") == LatinName{"Amanita", ""});
    CHECK(parse_latin("Amanita sp.") == LatinName{"Amanita", ""});
    CHECK(parse_latin("Amanita cf. muscaria") == LatinName{"Amanita", ""});
    CHECK(parse_latin("Amanita Pers.") == LatinName{"Amanita", ""});
    CHECK(parse_latin("amanita_muscaria (L.) Lam.") == LatinName{"Amanita", "Amanita muscaria"});
    CHECK(parse_latin("Amanita\xC2\xA0muscaria") == LatinName{"Amanita", "Amanita muscaria"});
    CHECK(parse_latin("AMANITA muscaria") == LatinName{"Amanita", "Amanita muscaria"});
}

TEST_CASE("rankings count the genus and the species whatever was answered", "[evaluation]") {
    Small small;
    small.add("Amanita muscaria", kMuscaria);
    small.add("Boletus", kMuscaria);        // second or later
    small.add("Plicatura crispa", kNobody); // unknown to the app, third in the ranking by name
    small.add("Boletus edulis", kNothing);  // not a mushroom to the app, a genus in the ranking all the same
    const Evaluation report = small.report();
    CHECK(is(report.genus.top1, 1, 4));
    CHECK(is(report.genus.top3, 4, 4));
    CHECK(is(report.species.top1, 1, 2));
    CHECK(is(report.species.top3, 2, 2));
}

TEST_CASE("coverage and accuracy are of covered genera; a wrong species is wrong, its genus alone is not",
          "[evaluation]") {
    Small small;
    small.add("Amanita muscaria", kMuscaria);
    small.add("Amanita pantherina", kMuscaria); // named as muscaria
    small.add("Amanita", kMuscaria);            // the label does not know better
    small.add("Boletus aereus", kBoletus);      // answered at genus rank
    small.add("Boletus edulis", kNobody);
    small.add("Russula emetica", kPlicatura); // not covered
    const Evaluation report = small.report();
    CHECK(is(report.answered, 4, 5));
    CHECK(is(report.answered_right, 3, 4));
    CHECK(is(report.named_right, 3, 5));
    CHECK(is(report.unknown_not_named, 0, 1));
    CHECK(is(report.unknown_not_species, 1, 1));
    CHECK(is(report.unknown_not_likely, 0, 1));
    CHECK(report.confusion.at({"Russula", "Plicatura"}) == 1);
    CHECK(report.confusion.at({"Boletus", "unknown"}) == 1);
}

TEST_CASE("what is no mushroom is to be rejected, and mushrooms are to be kept", "[evaluation]") {
    Small small;
    small.add("", kNothing);
    small.add("", kMuscaria);
    small.add("", kNobody);
    small.add("Boletus edulis", kBoletus);
    small.add("Boletus edulis", kNobody);
    small.add("Boletus edulis", kNothing);
    const Evaluation report = small.report();
    CHECK(is(report.not_mushroom_rejected, 1, 3));
    CHECK(is(report.not_mushroom_named, 1, 3));
    CHECK(is(report.mushrooms_kept, 2, 3));
    CHECK(is(report.named_right, 1, 2));
    CHECK(report.confusion.at({"no mushroom", "not a mushroom"}) == 1);
}

TEST_CASE("false reassurance is a poisonous kind under a milder word", "[evaluation]") {
    REQUIRE(own_risk_of(parse_latin("Amanita phalloides")) == Risk::deadly);
    REQUIRE(own_risk_of(parse_latin("Plicatura crispa")) == Risk::unknown);
    Small small;
    small.add("Amanita phalloides", kMuscaria);      // shown as deadly
    small.add("Amanita phalloides", kOnlyPlicatura); // named as something without a warning
    small.add("Amanita phalloides", kPlicatura);     // so named too, but Amanita is shown below it
    small.add("Amanita phalloides", kNothing);       // no name, no warning
    small.add("Plicatura crispa", kPlicatura);       // nothing to warn of
    const Evaluation report = small.report();
    CHECK(is(report.false_reassurance, 1, 4));
    CHECK(is(report.unwarned, 2, 4));
}

TEST_CASE("a deadly kind under the word deadly look-alikes was warned of", "[evaluation]") {
    REQUIRE(own_risk_of(parse_latin("Galerina marginata")) == Risk::deadly);
    Small small;
    small.manifest.labels[4].genus = "Mycena"; // which Galerina is taken for
    small.add("Galerina marginata", kOnlyPlicatura);
    const Evaluation report = small.report();
    CHECK(report.confusion.at({"Galerina", "Mycena"}) == 1);
    CHECK(is(report.false_reassurance, 0, 1));
    CHECK(is(report.unwarned, 0, 1));
}

TEST_CASE("of equally sure photos the wrong ones come first in the curve", "[evaluation]") {
    Small small;
    small.add("Plicatura crispa", kPlicatura);
    small.add("Boletus edulis", kPlicatura);
    const Evaluation report = small.report();
    CHECK(about(report.curve.front().coverage, 0.5));
    CHECK(about(report.curve.front().accuracy, 0));
}

TEST_CASE("the curve takes the surest first, and the error of calibration is the mean gap", "[evaluation]") {
    Small small;
    small.add("Plicatura crispa", {0.01F, 0.01F, 0.01F, 0.01F, 0.94F, 0.01F, 0.01F}); // 0.94, right
    small.add("Boletus edulis", {0.84F, 0.1F, 0.01F, 0.01F, 0.02F, 0.01F, 0.01F});    // 0.94, wrong
    small.add("Boletus edulis", {0.02F, 0.02F, 0.35F, 0.5F, 0.05F, 0.04F, 0.02F});    // 0.85, right
    small.add("Amanita muscaria", {0.15F, 0.1F, 0.1F, 0.1F, 0.05F, 0.45F, 0.05F});    // 0.25, right
    const Evaluation report = small.report();
    REQUIRE(report.curve.size() == 20);
    CHECK(about(report.curve.front().coverage, 0.25));
    CHECK(about(report.curve[9].coverage, 0.5));
    CHECK(about(report.curve[9].accuracy, 0.5));
    CHECK(about(report.curve.back().coverage, 1));
    CHECK(about(report.curve.back().accuracy, 0.75));
    CHECK(about(static_cast<double>(report.curve.back().threshold), 0.25));
    CHECK(report.calibration.bins[9].count == 2);
    CHECK(report.calibration.bins[8].count == 1);
    CHECK(report.calibration.bins[2].count == 1);
    CHECK(about(report.calibration.bins[9].accuracy, 0.5));
    CHECK(about(report.calibration.expected_error, 0.44 * 0.5 + 0.15 * 0.25 + 0.75 * 0.25));
}

TEST_CASE("the calibration over all mushrooms counts a genus never seen as wrong, whatever it was called",
          "[evaluation]") {
    Small small;
    small.add("Plicatura crispa", {0.01F, 0.01F, 0.01F, 0.01F, 0.94F, 0.01F, 0.01F}); // 0.94, right
    small.add("Xylaria polymorpha",
              {0.01F, 0.01F, 0.01F, 0.01F, 0.94F, 0.01F, 0.01F});     // 0.94, of no genus that it knows
    small.add("", {0.01F, 0.01F, 0.01F, 0.01F, 0.01F, 0.01F, 0.94F}); // no mushroom: not asked
    const Evaluation report = small.report();
    CHECK(report.calibration.bins[9].count == 1);
    CHECK(about(report.calibration.expected_error, 0.06));
    CHECK(report.open_calibration.bins[9].count == 2);
    CHECK(about(report.open_calibration.bins[9].accuracy, 0.5));
    CHECK(about(report.open_calibration.expected_error, 0.44));
}

TEST_CASE("an interval is Wilson's: none of 300 still allows one percent", "[evaluation]") {
    const auto [low, high] = Share{0, 300}.interval();
    CHECK(about(low, 0));
    CHECK(about(high, 0.0126));
    CHECK(Share{}.interval() == std::pair{0.0, 1.0});
    CHECK(about(Share{73, 109}.interval().first, 0.577));
    CHECK(about(Share{73, 109}.interval().second, 0.751));
}

TEST_CASE("latency is the median and what nine of ten stay within", "[evaluation]") {
    Small small;
    for (int i = 1; i <= 10; ++i) {
        small.add("Boletus edulis", kBoletus, 11 - i);
    }
    CHECK(about(small.report().latency_median_ms, 5));
    CHECK(about(small.report().latency_p90_ms, 9));
}

TEST_CASE("an evaluation is bound to the model that its thresholds belong to", "[evaluation]") {
    const ModelManifest manifest = small_manifest();
    Evaluator evaluator(manifest);
    const auto added = evaluator.add(parse_latin("Boletus"), std::string(64, 'f'), logits_of(kBoletus), 1);
    REQUIRE_FALSE(added.has_value());
    CHECK(added.error().code == "model_mismatch");
    CHECK(evaluator.add(parse_latin("Boletus"), kSmallHash, {1, 2}, 1).error().code == "logits_invalid");
    CHECK(evaluator.report().photos == 0);
}

TEST_CASE("the report is JSON; what was not counted is null, not nought", "[evaluation]") {
    Small small;
    small.add("Plicatura crispa", kPlicatura);
    const auto json = nlohmann::json::parse(encode_evaluation(small.report(), small.manifest));
    CHECK(json["schema"] == 1);
    CHECK(json["model"]["sha256"] == kSmallHash);
    CHECK(json["genus"]["top1"]["share"] == 1.0);
    CHECK(json["not_mushroom"]["rejected"]["share"].is_null());
    CHECK(json["false_reassurance"]["named"]["wilson95"] == nlohmann::json::array({0.0, 1.0}));
    CHECK(json["confusion"] ==
          nlohmann::json::array({{{"truth", "Plicatura"}, {"answer", "Plicatura"}, {"count", 1}}}));
    CHECK(json["calibration"]["bins"].size() == 10);
    const auto none = nlohmann::json::parse(encode_evaluation(Evaluator(small.manifest).report(), small.manifest));
    CHECK(none["photos"] == 0);
    CHECK(none["answered"]["curve"].empty());
}

} // namespace hypha::fungi

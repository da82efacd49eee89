// How honest a model is on labelled photos: ranking, abstention, rejection, calibration and false reassurance, each with its count
// and interval. Every photo is judged alone, as the app would judge it. Pure: same photos, same report, in any order.
// "Covered" are the genera with leaves; "few-shot" those known by prototypes of their species only; "unknown" all others. "Named" is
// a verdict that is answered.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/fungi/latin_name.hpp"
#include "core/fungi/model_manifest.hpp"
#include "core/fungi/ranks.hpp"
#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

// Hits of count with the Wilson score interval at 95 % (Wilson 1927); the interval of 0 of 0 is 0..1, nothing being known.
struct Share {
    std::size_t hits = 0;
    std::size_t count = 0;

    void add(bool hit);
    [[nodiscard]] double value() const; // 0 of 0 is 0
    [[nodiscard]] std::pair<double, double> interval() const;
};

// Right within the first one, three and five of the ranking, whatever was abstained from.
struct TopShares {
    Share top1, top3, top5;
};

// Accuracy of the best genus over the `coverage` share of covered photos that the model is surest of; `threshold` is the least
// probability among them (risk-coverage curve: Geifman and El-Yaniv 2017, as accuracy).
struct CurvePoint {
    double coverage = 0;
    double accuracy = 0;
    float threshold = 0;
};

// Reliability diagram, ten bins of equal width; confidence and accuracy are means within the bin.
struct CalibrationBin {
    std::size_t count = 0;
    double confidence = 0;
    double accuracy = 0;
};

// Of the best genus' probability (expected calibration error: Naeini et al. 2015).
struct Calibration {
    double expected_error = 0;
    std::vector<CalibrationBin> bins;
};

struct Evaluation {
    std::size_t photos = 0;

    TopShares genus;     // photos of covered genera
    TopShares species;   // photos of species that a leaf or a prototype stands for
    TopShares few_genus; // photos of few-shot genera, ranked among all
    Share few_answered, few_answered_right;

    Share answered;             // covered photos that were named
    Share answered_right;       // of these, rightly: at genus rank the genus, at species rank the species
    Share likely, likely_right; // covered photos named with the word "likely", and of these rightly
    Share named_right;          // of all that was named, uncovered genera and things that are no mushroom among it
    std::vector<CurvePoint> curve;

    // Photos of mushrooms of unknown genera.
    Share unknown_not_named, unknown_not_species, unknown_not_likely;

    Share not_mushroom_rejected, not_mushroom_named, mushrooms_kept;

    Calibration calibration; // photos of covered genera
    Calibration
        open_calibration; // all mushrooms, as a forest mixes them: no name is right for a genus that it cannot know

    // Over photos whose kind is itself poisonous or deadly by the table: shown with a milder word than that. False reassurance is
    // a name with a milder word; unwarned counts "I don't know" and "not a mushroom" with a milder word as well. A deadly kind
    // under "deadly look-alikes" was warned of.
    Share false_reassurance, unwarned;

    // Truth (genus, "no mushroom") to answer (genus, "unknown", "not a mushroom").
    std::map<std::pair<std::string, std::string>, std::size_t> confusion;

    double latency_median_ms = 0; // from the file to the network's answer
    double latency_p90_ms = 0;
};

class Evaluator {
public:
    explicit Evaluator(const ModelManifest& manifest) : manifest_(&manifest) {} // which outlives this

    // `truth`: empty when there is no mushroom on the photo. `logits`: one a label. Errors of judge(); then nothing is counted.
    Result<void> add(const LatinName& truth, std::string_view model_sha256, const std::vector<float>& logits,
                     double latency_ms);

    [[nodiscard]] Evaluation report() const;

private:
    struct Photo {
        LatinName truth;
        Verdict verdict;
        RankScores scores;
        double latency_ms = 0;
    };

    const ModelManifest* manifest_;
    std::vector<Photo> photos_;
};

// Of the kind itself: what the tables say of its genus, of the species, and of it where it is named as another's look-alike.
Risk own_risk_of(const LatinName& name);

} // namespace hypha::fungi

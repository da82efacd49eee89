#include "core/fungi/evaluation_json.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace hypha::fungi {
namespace {

using Json = nlohmann::ordered_json;

// Four digits: fewer than a photo in ten thousand.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

Json json_of(const Share& share) {
    const auto [low, high] = share.interval();
    return {{"hits", share.hits},
            {"count", share.count},
            {"share", share.count == 0 ? Json() : Json(rounded(share.value()))},
            {"wilson95", {rounded(low), rounded(high)}}};
}

Json json_of(const TopShares& top) {
    return {{"top1", json_of(top.top1)}, {"top3", json_of(top.top3)}, {"top5", json_of(top.top5)}};
}

Json curve_of(const Evaluation& evaluation) {
    Json curve = Json::array();
    for (const CurvePoint& point : evaluation.curve) {
        curve.push_back({{"coverage", rounded(point.coverage)},
                         {"accuracy", rounded(point.accuracy)},
                         {"threshold", rounded(point.threshold)}});
    }
    return curve;
}

Json json_of(const Calibration& calibration) {
    Json bins = Json::array();
    const auto width = 1.0 / static_cast<double>(calibration.bins.size());
    for (std::size_t i = 0; i < calibration.bins.size(); ++i) {
        const CalibrationBin& bin = calibration.bins[i];
        bins.push_back({{"from", rounded(static_cast<double>(i) * width)},
                        {"to", rounded(static_cast<double>(i + 1) * width)},
                        {"count", bin.count},
                        {"confidence", rounded(bin.confidence)},
                        {"accuracy", rounded(bin.accuracy)}});
    }
    return {{"ece", rounded(calibration.expected_error)}, {"bins", std::move(bins)}};
}

Json confusion_of(const Evaluation& evaluation) {
    Json confusion = Json::array();
    for (const auto& [pair, count] : evaluation.confusion) {
        confusion.push_back({{"truth", pair.first}, {"answer", pair.second}, {"count", count}});
    }
    return confusion;
}

} // namespace

std::string encode_evaluation(const Evaluation& evaluation, const ModelManifest& manifest) {
    const Json out = {
        {"schema", 1},
        {"model", {{"name", manifest.name}, {"version", manifest.version}, {"sha256", manifest.sha256}}},
        {"photos", evaluation.photos},
        {"genus", json_of(evaluation.genus)},
        {"species", json_of(evaluation.species)},
        {"few_shot_genera",
         {{"genus", json_of(evaluation.few_genus)},
          {"coverage", json_of(evaluation.few_answered)},
          {"right", json_of(evaluation.few_answered_right)}}},
        {"answered",
         {{"coverage", json_of(evaluation.answered)},
          {"right", json_of(evaluation.answered_right)},
          {"likely", json_of(evaluation.likely)},
          {"likely_right", json_of(evaluation.likely_right)},
          {"right_of_all_named", json_of(evaluation.named_right)},
          {"curve", curve_of(evaluation)}}},
        {"unknown_genera",
         {{"not_named", json_of(evaluation.unknown_not_named)},
          {"not_named_as_species", json_of(evaluation.unknown_not_species)},
          {"not_named_as_likely", json_of(evaluation.unknown_not_likely)}}},
        {"not_mushroom",
         {{"rejected", json_of(evaluation.not_mushroom_rejected)},
          {"named", json_of(evaluation.not_mushroom_named)},
          {"mushrooms_kept", json_of(evaluation.mushrooms_kept)}}},
        {"calibration", json_of(evaluation.calibration)},
        {"open_calibration", json_of(evaluation.open_calibration)},
        {"false_reassurance",
         {{"named", json_of(evaluation.false_reassurance)}, {"unwarned", json_of(evaluation.unwarned)}}},
        {"confusion", confusion_of(evaluation)},
        {"latency_ms",
         {{"median", rounded(evaluation.latency_median_ms)}, {"p90", rounded(evaluation.latency_p90_ms)}}}};
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace hypha::fungi

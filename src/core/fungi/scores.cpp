#include "core/fungi/scores.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::fungi {
namespace {

bool shows_a_mushroom(const ModelManifest& manifest, std::span<const float> logits) {
    const std::vector<float> probabilities = softmax(logits.first(manifest.leaf_count), manifest.temperature);
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        if (manifest.labels[i].kind == LabelKind::not_mushroom) {
            return probabilities[i] < manifest.thresholds.not_mushroom;
        }
    }
    return true;
}

} // namespace

std::vector<float> softmax(std::span<const float> logits, float temperature) {
    std::vector<float> out(logits.size());
    if (logits.empty()) {
        return out;
    }
    const double top = static_cast<double>(*std::ranges::max_element(logits));
    double sum = 0;
    std::vector<double> weights(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i) {
        weights[i] = std::exp((static_cast<double>(logits[i]) - top) / static_cast<double>(temperature));
        sum += weights[i];
    }
    for (std::size_t i = 0; i < logits.size(); ++i) {
        out[i] = static_cast<float>(weights[i] / sum);
    }
    return out;
}

Result<std::vector<float>> fuse_views(const ModelManifest& manifest,
                                      std::span<const std::vector<float>> logits_by_view) {
    if (logits_by_view.empty()) {
        return failure("logits_invalid", "no photo");
    }
    std::vector<const std::vector<float>*> mushrooms;
    std::vector<const std::vector<float>*> all;
    for (const std::vector<float>& view : logits_by_view) {
        if (view.size() != manifest.labels.size() ||
            !std::ranges::all_of(view, [](float x) { return std::isfinite(x); })) {
            return failure("logits_invalid", "the scores do not fit the labels");
        }
        all.push_back(&view);
        if (shows_a_mushroom(manifest, view)) {
            mushrooms.push_back(&view);
        }
    }
    const auto& used = mushrooms.empty() ? all : mushrooms;
    std::vector<float> mean(manifest.labels.size());
    for (std::size_t i = 0; i < mean.size(); ++i) {
        double sum = 0;
        for (const std::vector<float>* view : used) {
            sum += static_cast<double>((*view)[i]);
        }
        mean[i] = static_cast<float>(sum / static_cast<double>(used.size()));
    }
    return mean;
}

} // namespace hypha::fungi

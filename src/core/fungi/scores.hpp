// From the network's outputs to calibrated probabilities of one mushroom seen in one or more photos.
#pragma once

#include <span>
#include <vector>

#include "core/base/error.hpp"
#include "core/fungi/model_manifest.hpp"

namespace hypha::fungi {

// Softmax of logits / temperature (Guo et al. 2017, temperature scaling); the largest is taken out first, so nothing overflows.
std::vector<float> softmax(std::span<const float> logits, float temperature);

// One answer vector (a number a label: logits of the leaves, then cosines) for all views: their mean, of logits the geometric mean
// of the probabilities. Photos of one mushroom are not independent,
// so evidence is averaged, not multiplied: a second copy of a photo changes nothing, and a name that one view rules out sinks.
// A view that by itself is not a mushroom (a habitat shot, say) is set aside while another view shows one.
// Errors: logits_invalid when there is no view, a view has not one number a label, or a number is not finite.
Result<std::vector<float>> fuse_views(const ModelManifest& manifest,
                                      std::span<const std::vector<float>> logits_by_view);

} // namespace hypha::fungi

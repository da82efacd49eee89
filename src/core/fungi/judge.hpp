// The verdict on one mushroom from the scores of its photos. Pure: same scores, same verdict, everywhere.
// Order of questions: is this the model that the thresholds belong to; is it a mushroom; how far down does the evidence reach.
// An answer stands at species or genus (SAFETY rule 6); the family is a step of the ladder, never the answer.
// Probabilities are of everything the network may say, so doubt about "not a mushroom" lowers every name.
// Fails closed: model_mismatch (another hash: no names at all), logits_invalid (fuse_views).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/fungi/model_manifest.hpp"
#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

Result<Verdict> judge(const ModelManifest& manifest, std::string_view model_sha256,
                      std::span<const std::vector<float>> logits_by_view);

// The rules that a verdict comes from, beside the model's hash: thresholds and the version of the risk tables, as text. The same
// scores under the same text give the same verdict. "not_mushroom=0.5 likely=0.7 possible=0.3 tables=0a1b2c3d4e5f"
std::string rules_of(const ModelManifest& manifest);

// The word beside a percentage, from the model's own thresholds.
Confidence confidence_of(float probability, const Thresholds& thresholds);

} // namespace hypha::fungi

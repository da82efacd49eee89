// Species of which training had few photos: each has a prototype in the embedding space (Snell et al. 2017), and the network says
// the cosine to it. They divide what the leaves leave to them, so they never take probability from anything trained well:
// - a genus without a leaf gets its part of "other mushroom";
// - within a genus with a leaf, its species share what the leaf "rest of the genus" has.
// They order what is listed below an answer; the answer itself stands at the genus (judge.cpp).
// Both shares are a softmax of scale * cosine against the logit `none`, so "another species" stays possible and likely.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/fungi/model_manifest.hpp"

namespace hypha::fungi {

struct SpeciesShare {
    std::string genus, species;
    float probability = 0;       // of the species
    float genus_probability = 0; // what the genus gains by it; 0 where the genus has a leaf
};

// `answer`: a number a label; `leaf_probabilities`: the softmax of its leaves. One entry a prototype.
std::vector<SpeciesShare> spread_prototypes(const ModelManifest& manifest, std::span<const float> answer,
                                            std::span<const float> leaf_probabilities);

// Reference pictures by likeness, the nearest first; at most `most`.
struct Likeness {
    std::string species;
    std::string picture;
    float cosine = 0; // -1..1
};
std::vector<Likeness> nearest_references(const ModelManifest& manifest, std::span<const float> answer,
                                         std::size_t most);

} // namespace hypha::fungi

// The evidence at every rank: leaves of the network summed into species, genera and families, prototypes spread (prototypes.hpp).
// A few photos do not tell a species from a deadly one of its genus: there, and in a genus that no table knows, only a leaf names
// species.
// Guarantee: a family is at least as probable as its genera together, a genus as its species; sorted best first, ties by name.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/fungi/model_manifest.hpp"

namespace hypha::fungi {

struct RankScore {
    std::string name;
    float probability = 0;
    bool has_leaf = false; // of a species: trained as such, so that an answer may stand on it
};

struct GenusScore {
    std::string name;
    float probability = 0;
    std::vector<RankScore> species; // those that a leaf or a prototype stands for
    bool has_leaf = false;          // trained as a genus; else known by a few photos of its species only
};

struct RankScores {
    float not_mushroom = 0;
    std::vector<GenusScore> genera;
    std::vector<RankScore> families;
};

// `answer`: fuse_views' vector, a number a label.
RankScores roll_up(const ModelManifest& manifest, std::span<const float> answer);

// The family of a covered genus; empty when the table does not know it.
std::string family_of(const std::string& genus);

} // namespace hypha::fungi

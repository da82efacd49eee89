// The evidence at every rank: leaves of the network summed into species, genera and families.
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
};

struct GenusScore {
    std::string name;
    float probability = 0;
    std::vector<RankScore> species; // the trained ones
};

struct RankScores {
    float not_mushroom = 0;
    std::vector<GenusScore> genera;
    std::vector<RankScore> families;
};

// `probabilities` has one number a label.
RankScores roll_up(std::span<const Label> labels, std::span<const float> probabilities);

// The family of a covered genus; empty when the table does not know it.
std::string family_of(const std::string& genus);

} // namespace hypha::fungi

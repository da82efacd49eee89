// Where in the photo the network found what it says (class activation mapping, Zhou et al. 2016): the logit of a leaf is the mean
// over the cells of the last map of that leaf's evidence, so the evidence of a genus against all else, cell by cell, adds up to the
// answer. It shows where, not why, and is no proof of anything: screens show it beside reference pictures (SAFETY 11).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/fungi/model_manifest.hpp"
#include "core/fungi/verdict.hpp"

namespace hypha::fungi {

struct HeatMap {
    int columns = 0, rows = 0;
    std::vector<float> cells; // 0..1, row by row; all 0 when no place stands out
};

// What the map of a verdict is about: the genus of the answer, of the best guess when unknown, empty for no mushroom.
std::string_view explained_genus(const Verdict& verdict);

// `evidence`: leaf after leaf, each rows * columns numbers, row by row. A genus without a leaf is shown by "another mushroom", an
// empty one by "no mushroom". Errors: evidence_invalid when sizes do not fit or a number is not finite.
Result<HeatMap> heat_map(const ModelManifest& manifest, std::span<const float> evidence, int columns, int rows,
                         std::string_view genus);

} // namespace hypha::fungi

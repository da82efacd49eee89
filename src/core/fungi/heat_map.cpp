#include "core/fungi/heat_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hypha::fungi {
namespace {

constexpr int kMostSide = 16;

// Leaves that speak for `genus`; never empty in a manifest that parsed.
std::vector<bool> leaves_for(const ModelManifest& manifest, std::string_view genus) {
    const auto of = [&](auto&& speaks) {
        std::vector<bool> chosen(manifest.leaf_count);
        for (std::size_t i = 0; i < manifest.leaf_count; ++i) {
            chosen[i] = speaks(manifest.labels[i]);
        }
        return chosen;
    };
    if (genus.empty()) {
        return of([](const Label& label) { return label.kind == LabelKind::not_mushroom; });
    }
    std::vector<bool> own = of([&](const Label& label) { return label.genus == genus; });
    if (std::ranges::find(own, true) != own.end()) {
        return own;
    }
    return of([](const Label& label) { return label.kind == LabelKind::other_mushroom; });
}

} // namespace

std::string_view explained_genus(const Verdict& verdict) {
    std::string_view name;
    if (verdict.state == VerdictState::answered) {
        name = verdict.name;
    } else if (verdict.state == VerdictState::unknown && !verdict.spread.empty()) {
        name = verdict.spread.front().name;
    }
    return name.substr(0, name.find(' '));
}

Result<HeatMap> heat_map(const ModelManifest& manifest, std::span<const float> evidence, int columns, int rows,
                         std::string_view genus) {
    if (columns < 1 || rows < 1 || columns > kMostSide || rows > kMostSide) {
        return failure("evidence_invalid", "the map has no such size");
    }
    const std::size_t count = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    if (manifest.leaf_count == 0 || evidence.size() != count * manifest.leaf_count ||
        !std::ranges::all_of(evidence, [](float x) { return std::isfinite(x); })) {
        return failure("evidence_invalid", "the evidence does not fit the labels");
    }
    const std::vector<bool> speaks = leaves_for(manifest, genus);
    HeatMap map{columns, rows, std::vector<float>(count)};
    for (std::size_t cell = 0; cell < count; ++cell) {
        float own = -std::numeric_limits<float>::infinity(), sum = 0;
        std::size_t others = 0;
        for (std::size_t leaf = 0; leaf < manifest.leaf_count; ++leaf) {
            const float says = evidence[leaf * count + cell];
            if (speaks[leaf]) {
                own = std::max(own, says);
            } else {
                sum += says;
                ++others;
            }
        }
        map.cells[cell] = std::max(0.F, own - (others == 0 ? 0.F : sum / static_cast<float>(others)));
    }
    const float most = *std::ranges::max_element(map.cells);
    for (float& cell : map.cells) {
        cell = most > 0 ? cell / most : 0;
    }
    return map;
}

} // namespace hypha::fungi

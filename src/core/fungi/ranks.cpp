#include "core/fungi/ranks.hpp"

#include <algorithm>

#include "core/fungi/genus_table.hpp"
#include "core/fungi/prototypes.hpp"
#include "core/fungi/scores.hpp"

namespace hypha::fungi {
namespace {

template <typename Score> Score& named(std::vector<Score>& scores, const std::string& name) {
    const auto found = std::ranges::find(scores, name, &Score::name);
    if (found != scores.end()) {
        return *found;
    }
    scores.emplace_back().name = name;
    return scores.back();
}

template <typename Score> void sort_best_first(std::vector<Score>& scores) {
    std::ranges::sort(scores, [](const Score& a, const Score& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.name < b.name;
    });
}

} // namespace

std::string family_of(const std::string& genus) {
    const GenusFacts* const facts = find_genus(genus);
    return facts == nullptr ? std::string{} : std::string(facts->family);
}

RankScores roll_up(const ModelManifest& manifest, std::span<const float> answer) {
    RankScores scores;
    if (answer.size() != manifest.labels.size()) {
        return scores;
    }
    const std::vector<float> probabilities = softmax(answer.first(manifest.leaf_count), manifest.temperature);
    for (std::size_t i = 0; i < manifest.leaf_count; ++i) {
        const Label& label = manifest.labels[i];
        if (label.kind == LabelKind::not_mushroom) {
            scores.not_mushroom += probabilities[i];
        } else if (label.kind != LabelKind::other_mushroom) {
            GenusScore& genus = named(scores.genera, label.genus);
            genus.probability += probabilities[i];
            genus.has_leaf = true;
            if (label.kind == LabelKind::species) {
                RankScore& species = named(genus.species, label.species);
                species.probability += probabilities[i];
                species.has_leaf = true;
            }
        }
    }
    for (const SpeciesShare& share : spread_prototypes(manifest, answer, probabilities)) {
        GenusScore& genus = named(scores.genera, share.genus);
        genus.probability += share.genus_probability;
        if (const GenusFacts* const facts = find_genus(share.genus);
            facts != nullptr && facts->own_risk != Risk::deadly) {
            named(genus.species, share.species).probability += share.probability;
        }
    }
    for (GenusScore& genus : scores.genera) {
        genus.probability = std::min(genus.probability, 1.0F); // a sum of shares may round above one
        sort_best_first(genus.species);
        if (const std::string family = family_of(genus.name); !family.empty()) {
            RankScore& sum = named(scores.families, family);
            sum.probability = std::min(sum.probability + genus.probability, 1.0F);
        }
    }
    sort_best_first(scores.genera);
    sort_best_first(scores.families);
    return scores;
}

} // namespace hypha::fungi

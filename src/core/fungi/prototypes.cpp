#include "core/fungi/prototypes.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace hypha::fungi {
namespace {

// Softmax of scale * cosine against `none`, for the prototypes at `members` of `answer`; sums to at most one.
std::vector<double> shares_of(std::span<const float> answer, std::span<const std::size_t> members,
                              const CosineScale& by) {
    std::vector<double> logits;
    double top = static_cast<double>(by.none);
    for (const std::size_t at : members) {
        logits.push_back(static_cast<double>(by.scale) * static_cast<double>(answer[at]));
        top = std::max(top, logits.back());
    }
    double sum = std::exp(static_cast<double>(by.none) - top);
    for (double& logit : logits) {
        logit = std::exp(logit - top);
        sum += logit;
    }
    for (double& logit : logits) {
        logit /= sum;
    }
    return logits;
}

} // namespace

std::vector<SpeciesShare> spread_prototypes(const ModelManifest& manifest, std::span<const float> answer,
                                            std::span<const float> leaf_probabilities) {
    std::map<std::string, double> rest_of; // probability of a genus' own leaf
    double other = 0;
    for (std::size_t i = 0; i < manifest.leaf_count; ++i) {
        const Label& label = manifest.labels[i];
        if (label.kind == LabelKind::genus_rest) {
            rest_of[label.genus] = static_cast<double>(leaf_probabilities[i]);
        } else if (label.kind == LabelKind::other_mushroom) {
            other = static_cast<double>(leaf_probabilities[i]);
        }
    }
    std::vector<std::size_t> without_leaf;
    std::map<std::string, std::vector<std::size_t>> by_genus;
    for (std::size_t i = manifest.leaf_count; i < manifest.labels.size(); ++i) {
        if (const Label& label = manifest.labels[i]; label.kind == LabelKind::prototype) {
            by_genus[label.genus].push_back(i);
            if (!rest_of.contains(label.genus)) {
                without_leaf.push_back(i);
            }
        }
    }
    const std::vector<double> of_other = shares_of(answer, without_leaf, manifest.other_genera);
    std::map<std::string, double> gained; // by genera without a leaf
    for (std::size_t k = 0; k < without_leaf.size(); ++k) {
        gained[manifest.labels[without_leaf[k]].genus] += other * of_other[k];
    }
    std::vector<SpeciesShare> out;
    for (const auto& [genus, members] : by_genus) {
        const bool has_leaf = rest_of.contains(genus);
        const double whole = has_leaf ? rest_of[genus] : gained[genus];
        const std::vector<double> within = shares_of(answer, members, manifest.within_genus);
        for (std::size_t k = 0; k < members.size(); ++k) {
            const double gain = has_leaf || k > 0 ? 0 : gained[genus];
            out.push_back({genus, manifest.labels[members[k]].species, static_cast<float>(whole * within[k]),
                           static_cast<float>(gain)});
        }
    }
    return out;
}

std::vector<Likeness> nearest_references(const ModelManifest& manifest, std::span<const float> answer,
                                         std::size_t most) {
    std::vector<Likeness> all;
    for (std::size_t i = manifest.leaf_count; i < manifest.labels.size() && i < answer.size(); ++i) {
        if (const Label& label = manifest.labels[i]; label.kind == LabelKind::reference) {
            // Rounded weights make a cosine of 1.002 where the photo is the reference picture itself.
            all.push_back({label.species, label.picture, std::clamp(answer[i], -1.F, 1.F)});
        }
    }
    std::ranges::sort(all, [](const Likeness& a, const Likeness& b) {
        return a.cosine != b.cosine ? a.cosine > b.cosine : a.picture < b.picture;
    });
    all.resize(std::min(all.size(), most));
    return all;
}

} // namespace hypha::fungi

#include "core/taste/taste_model.hpp"

#include <algorithm>
#include <cmath>

namespace hypha::taste {
namespace {

constexpr double kRate = 2, kBeta = 1, kL1 = 0.05, kL2 = 0.5; // of the source's algorithm: alpha, beta, lambda 1 and 2
constexpr double kBias = -1.1;                                // one story in four is opened, where nothing is known
constexpr double kStep = 1;                                   // logits of a step of the person's
constexpr double kLeast = 1e-9;

struct Lesson {
    double label, importance;
};

// An open may be a mistake, a finish is none; a story that was passed over may not have been seen.
Lesson lesson_of(Did did) {
    switch (did) {
    case Did::opened: return {1, 1};
    case Did::finished: return {1, 1};
    case Did::saved: return {1, 2};
    case Did::stayed: return {1, 1};
    case Did::put_away: return {0, 3};
    case Did::left: return {0, 1};
    case Did::skipped: break;
    }
    return {0, 0.25};
}

double sigmoid(double logit) { return 1 / (1 + std::exp(-logit)); }

double weight_of(double z, double n) {
    if (std::abs(z) <= kL1) {
        return 0;
    }
    return -(z - std::copysign(kL1, z)) / ((kBeta + std::sqrt(n)) / kRate + kL2);
}

// The largest first, whatever its sign; what is as large by its key.
template <typename Part> void sort_by_size(std::vector<Part>& parts, double Part::* size) {
    std::ranges::sort(parts, [size](const Part& one, const Part& other) {
        const double left = std::abs(one.*size), right = std::abs(other.*size);
        return left != right ? left > right : one.key < other.key;
    });
}

} // namespace

double TasteModel::weight(std::string_view key) const {
    const auto found = learned_.find(key);
    return found == learned_.end() || wishes_.dropped.contains(key) ? 0 : weight_of(found->second.z, found->second.n);
}

double TasteModel::wished(std::string_view key) const {
    const auto found = wishes_.turned.find(key);
    return found == wishes_.turned.end() || wishes_.dropped.contains(key) ? 0 : kStep * found->second;
}

void TasteModel::learn(const Choice& choice) {
    const auto [label, importance] = lesson_of(choice.did);
    const std::vector<Trait> traits = traits_of(choice.story);
    double logit = kBias;
    for (const Trait& trait : traits) {
        logit += trait.value * weight(trait.key);
    }
    const double error = importance * (sigmoid(logit) - label);
    const bool counts = choice.did != Did::skipped;
    choices_ += counts ? 1 : 0;
    for (const Trait& trait : traits) {
        if (wishes_.dropped.contains(trait.key)) {
            continue;
        }
        Learned& learned = learned_[trait.key];
        const double gradient = error * trait.value;
        const double squared = gradient * gradient;
        const double sigma = (std::sqrt(learned.n + squared) - std::sqrt(learned.n)) / kRate;
        learned.z += gradient - sigma * weight_of(learned.z, learned.n);
        learned.n += squared;
        learned.shown = trait.shown;
        learned.choices += counts ? 1 : 0;
    }
}

void TasteModel::turn(const std::string& key, int steps) {
    if (steps == 0) {
        wishes_.turned.erase(key);
    } else {
        wishes_.turned[key] = std::clamp(steps, -kMostSteps, kMostSteps);
    }
}

std::vector<Contribution> TasteModel::contributions(const Subject& story) const {
    std::vector<Contribution> all;
    for (Trait& trait : traits_of(story)) {
        const double learned = trait.value * weight(trait.key);
        const double own = wished(trait.key);
        if (std::abs(learned + own) > kLeast) {
            all.push_back(
                {std::move(trait.key), std::move(trait.shown), learned + own, std::abs(own) > std::abs(learned)});
        }
    }
    sort_by_size(all, &Contribution::value);
    return all;
}

double TasteModel::score(const Subject& story) const {
    double sum = 0;
    for (const Trait& trait : traits_of(story)) {
        sum += trait.value * weight(trait.key) + wished(trait.key);
    }
    return sum;
}

std::vector<Weighed> TasteModel::weights(TraitKind kind) const {
    std::vector<Weighed> all;
    for (const auto& [key, learned] : learned_) {
        const double own = wished(key);
        const double weight = weight_of(learned.z, learned.n) + own;
        if (kind_of(key) == kind && !wishes_.dropped.contains(key) && std::abs(weight) > kLeast) {
            all.push_back({key, learned.shown, weight, learned.choices});
        }
    }
    for (const auto& [key, steps] : wishes_.turned) {
        if (kind_of(key) == kind && !learned_.contains(key) && steps != 0) {
            all.push_back({key, key.substr(2), wished(key), 0});
        }
    }
    sort_by_size(all, &Weighed::weight);
    return all;
}

TasteModel::TasteModel(Wishes wishes, const std::vector<KnownWeight>& weights) : wishes_(std::move(wishes)) {
    for (const KnownWeight& known : weights) {
        if (known.weight != 0) { // what weight_of makes that weight of, where nothing was learned
            learned_[known.key].z = -known.weight * (kBeta / kRate + kL2) - std::copysign(kL1, known.weight);
        }
    }
    choices_ = learned_.size();
}

std::vector<KnownWeight> TasteModel::known_weights() const {
    std::vector<KnownWeight> all;
    for (const auto& [key, learned] : learned_) {
        if (const double known = weight(key); std::abs(known) > kLeast) {
            all.push_back({key, known});
        }
    }
    return all;
}

TasteModel TasteModel::without(std::string_view key) const {
    TasteModel other = *this;
    other.wishes_.dropped.emplace(key);
    return other;
}

} // namespace hypha::taste

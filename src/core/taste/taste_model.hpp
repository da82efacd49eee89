// What a person likes to read, learned on the device from what they did with stories, one choice after the other: logistic regression
// over named traits by FTRL-Proximal (McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013, algorithm 1), which
// leaves at 0 what few choices speak for. The model is what its choices and wishes make of it, in their order, and nothing else: who
// forgets choices learns again from the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/taste/story_traits.hpp"

namespace hypha::taste {

enum class Did {
    opened,
    finished,
    saved,
    put_away,
    skipped, // one below it in the list was opened
    stayed,  // read for as long as it takes
    left     // opened and left at once
};

struct Choice {
    std::int64_t at_ms = 0;
    Did did = Did::opened;
    Subject story;
    bool operator==(const Choice&) const = default;
};

// What a person said themselves; learning does not change it.
inline constexpr int kMostSteps = 2;
struct Wishes {
    std::map<std::string, int, std::less<>> turned; // key: -2 much less to 2 much more
    std::set<std::string, std::less<>> dropped;     // keys that never count
    bool operator==(const Wishes&) const = default;
};

struct Contribution { // to the score of a story; in logits
    std::string key, shown;
    double value = 0;
    bool wished = false; // most of it was said by the person
};

struct Weighed {
    std::string key, shown;
    double weight = 0;
    std::size_t choices = 0; // that speak for or against it
};

struct KnownWeight { // that was learned; in logits
    std::string key;
    double weight = 0;
    bool operator==(const KnownWeight&) const = default;
};

class TasteModel {
public:
    TasteModel() = default;
    explicit TasteModel(Wishes wishes) : wishes_(std::move(wishes)) {}
    // For who scores and does not learn: the same scores as the model whose known_weights() these are.
    TasteModel(Wishes wishes, const std::vector<KnownWeight>& weights);

    void learn(const Choice& choice);
    // What was learned stays as it is: learning never looked at it. 0 takes it back.
    void turn(const std::string& key, int steps);
    // The largest in size first; what is 0 is left out. Their sum is the story's score.
    [[nodiscard]] std::vector<Contribution> contributions(const Subject& story) const;
    [[nodiscard]] double score(const Subject& story) const;
    // Of one kind, what was learned or wished: the heaviest first.
    [[nodiscard]] std::vector<Weighed> weights(TraitKind kind) const;
    [[nodiscard]] std::size_t choices() const { return choices_; } // that were learned, without the skipped
    [[nodiscard]] bool knows_anything() const { return choices_ > 0 || !wishes_.turned.empty(); }
    // Of every kind, what was learned and counts.
    [[nodiscard]] std::vector<KnownWeight> known_weights() const;
    // The same, as if that trait were not.
    [[nodiscard]] TasteModel without(std::string_view key) const;
    [[nodiscard]] const Wishes& wishes() const { return wishes_; }

private:
    struct Learned {
        double z = 0, n = 0;
        std::string shown;
        std::size_t choices = 0;
    };
    [[nodiscard]] double weight(std::string_view key) const;
    [[nodiscard]] double wished(std::string_view key) const;

    Wishes wishes_;
    std::map<std::string, Learned, std::less<>> learned_;
    std::size_t choices_ = 0;
};

} // namespace hypha::taste

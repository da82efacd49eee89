// Gradient boosting of oblivious trees (all nodes of a depth ask the same question; Prokhorenkova et al. 2018) for Poisson counts:
// a row has `events` out of `trials`, and exp(score) is the expected share. Stochastic in rows and columns (Friedman 2002), but the
// same rows give the same trees: the lots are drawn from a counter.
// Features are bytes from 0 to 63, so a histogram of gradients is all that a split needs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hypha::taste {

inline constexpr std::size_t kFeatureSteps = 64;

// Rows in the order of their becoming known.
struct TrainingRows {
    std::size_t width = 0;
    std::vector<std::uint8_t> features; // width a row
    std::vector<float> events, trials, weight;

    [[nodiscard]] std::size_t size() const { return events.size(); }
    [[nodiscard]] const std::uint8_t* row(std::size_t at) const { return features.data() + at * width; }
    void drop_first(std::size_t rows);
};

class BoostedTrees {
public:
    static constexpr std::size_t kDepth = 5;
    static constexpr std::size_t kLeaves = std::size_t{1} << kDepth;

    struct Settings {
        std::size_t trees = 60;
        double learning_rate = 0.12;
        double leaf_prior = 3; // expected events that a leaf must overcome (the L2 of its value)
        double least_in_leaf = 2;
        double row_share = 0.3; // of rows and columns that a tree sees
        double column_share = 0.5;
    };

    // Forgets what was learned before. No rows, or rows without any event, leave it empty.
    void fit(const TrainingRows& rows, const Settings& settings);

    [[nodiscard]] bool empty() const { return trees_.empty(); }
    [[nodiscard]] float score(const std::uint8_t* row) const;

private:
    struct Tree {
        std::array<std::uint32_t, kDepth> feature{};
        std::array<std::uint8_t, kDepth> least{}; // the right side has at least this
        std::array<float, kLeaves> value{};

        [[nodiscard]] std::size_t leaf_of(const std::uint8_t* row) const;
    };
    struct Growth;

    std::vector<Tree> trees_;
    float base_ = 0;
};

} // namespace hypha::taste

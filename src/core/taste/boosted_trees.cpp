#include "core/taste/boosted_trees.hpp"

#include <algorithm>
#include <cmath>

#include "core/taste/lots.hpp"

namespace hypha::taste {
namespace {

// First and second derivative of the Poisson likelihood by the score, summed.
struct Slope {
    float first = 0, second = 0;
};

} // namespace

void TrainingRows::drop_first(std::size_t rows) {
    const auto gone = static_cast<std::ptrdiff_t>(rows);
    features.erase(features.begin(), features.begin() + gone * static_cast<std::ptrdiff_t>(width));
    for (std::vector<float>* column : {&events, &trials, &weight}) {
        column->erase(column->begin(), column->begin() + gone);
    }
}

std::size_t BoostedTrees::Tree::leaf_of(const std::uint8_t* row) const {
    std::size_t leaf = 0;
    for (std::size_t depth = 0; depth < kDepth; ++depth) {
        leaf = leaf * 2 + (row[feature[depth]] >= least[depth] ? 1U : 0U);
    }
    return leaf;
}

float BoostedTrees::score(const std::uint8_t* row) const {
    float sum = base_;
    for (const Tree& tree : trees_) {
        sum += tree.value[tree.leaf_of(row)];
    }
    return sum;
}

// What one tree is grown from: the rows and columns that it sees, and the leaf in which each row is so far.
struct BoostedTrees::Growth {
    const TrainingRows& rows;
    const Settings& settings;
    std::vector<float> score;
    std::vector<std::uint32_t> seen, columns;
    std::vector<Slope> slope;       // of seen rows
    std::vector<std::uint8_t> leaf; // of seen rows
    std::vector<Slope> histogram;   // column, leaf, step

    void draw(std::uint64_t tree) {
        seen.clear();
        columns.clear();
        for (std::uint32_t row = 0; row < rows.size(); ++row) {
            if (lot(tree, row) < settings.row_share) {
                seen.push_back(row);
            }
        }
        for (std::uint32_t column = 0; column < rows.width; ++column) {
            if (lot(~tree, column) < settings.column_share) {
                columns.push_back(column);
            }
        }
        leaf.assign(seen.size(), 0);
        slope.resize(seen.size());
        for (std::size_t at = 0; at < seen.size(); ++at) {
            const std::uint32_t row = seen[at];
            const float expected = rows.trials[row] * std::exp(score[row]);
            slope[at] = {(rows.events[row] - expected) * rows.weight[row], expected * rows.weight[row]};
        }
    }

    void count(std::size_t leaves) {
        histogram.assign(columns.size() * leaves * kFeatureSteps, {});
        for (std::size_t at = 0; at < seen.size(); ++at) {
            const std::uint8_t* row = rows.row(seen[at]);
            for (std::size_t column = 0; column < columns.size(); ++column) {
                Slope& sum = histogram[(column * leaves + leaf[at]) * kFeatureSteps + row[columns[column]]];
                sum.first += slope[at].first;
                sum.second += slope[at].second;
            }
        }
    }

    // What the likelihood gains by a split of all leaves at each step of one column, but for what no split changes.
    [[nodiscard]] std::array<double, kFeatureSteps> gains(std::size_t column, std::size_t leaves) const {
        std::array<double, kFeatureSteps> gain{};
        for (std::size_t at = 0; at < leaves; ++at) {
            const Slope* const steps = &histogram[(column * leaves + at) * kFeatureSteps];
            double first = 0, second = 0;
            for (std::size_t step = 0; step < kFeatureSteps; ++step) {
                first += static_cast<double>(steps[step].first);
                second += static_cast<double>(steps[step].second);
            }
            const double prior = settings.leaf_prior;
            double left_first = 0, left_second = 0;
            for (std::size_t step = 0; step < kFeatureSteps; ++step) {
                const double right_first = first - left_first, right_second = second - left_second;
                gain[step] += std::min(left_second, right_second) < settings.least_in_leaf
                                  ? first * first / (second + prior)
                                  : left_first * left_first / (left_second + prior) +
                                        right_first * right_first / (right_second + prior);
                left_first += static_cast<double>(steps[step].first);
                left_second += static_cast<double>(steps[step].second);
            }
        }
        return gain;
    }

    void split(Tree& tree, std::size_t depth) {
        const std::size_t leaves = std::size_t{1} << depth;
        count(leaves);
        double best = -1;
        for (std::size_t column = 0; column < columns.size(); ++column) {
            const auto gain = gains(column, leaves);
            const auto top = std::ranges::max_element(gain);
            if (*top > best) {
                best = *top;
                tree.feature[depth] = columns[column];
                tree.least[depth] = static_cast<std::uint8_t>(top - gain.begin());
            }
        }
        for (std::size_t at = 0; at < seen.size(); ++at) {
            const bool right = rows.row(seen[at])[tree.feature[depth]] >= tree.least[depth];
            leaf[at] = static_cast<std::uint8_t>(leaf[at] * 2 + (right ? 1 : 0));
        }
    }

    void set_values(Tree& tree) const {
        std::array<Slope, kLeaves> sums{};
        for (std::size_t at = 0; at < seen.size(); ++at) {
            sums[leaf[at]].first += slope[at].first;
            sums[leaf[at]].second += slope[at].second;
        }
        for (std::size_t at = 0; at < kLeaves; ++at) {
            const double step =
                static_cast<double>(sums[at].first) / (static_cast<double>(sums[at].second) + settings.leaf_prior);
            tree.value[at] = static_cast<float>(settings.learning_rate * std::clamp(step, -1.0, 1.0));
        }
    }
};

void BoostedTrees::fit(const TrainingRows& rows, const Settings& settings) {
    trees_.clear();
    double events = 0, trials = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        events += static_cast<double>(rows.events[row] * rows.weight[row]);
        trials += static_cast<double>(rows.trials[row] * rows.weight[row]);
    }
    if (events == 0) {
        return;
    }
    base_ = static_cast<float>(std::log(events / trials));
    Growth growth{rows, settings, std::vector<float>(rows.size(), base_), {}, {}, {}, {}, {}};
    for (std::size_t number = 0; number < settings.trees; ++number) {
        growth.draw(number);
        if (growth.columns.empty()) {
            continue;
        }
        Tree& tree = trees_.emplace_back();
        for (std::size_t depth = 0; depth < kDepth; ++depth) {
            growth.split(tree, depth);
        }
        growth.set_values(tree);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            growth.score[row] += tree.value[tree.leaf_of(rows.row(row))];
        }
    }
}

} // namespace hypha::taste

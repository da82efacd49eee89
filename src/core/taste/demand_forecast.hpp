// What returning readers will open first, one forecast for all of them: the first of the two stages of Ours.
// Every ten minutes of the log it writes down what was known of each article of the last day; when the moment that it looks ahead to
// has passed, it learns what share of the returns of those ten minutes began with the article. Once a day BoostedTrees are grown from
// the last five days. Articles are scored anew every minute: all of them at each tenth, the best and the newly clicked in between.
// Before the first trees: the most opened of the last 30 minutes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <utility>
#include <vector>

#include "core/taste/article_features.hpp"
#include "core/taste/boosted_trees.hpp"
#include "core/taste/known_past.hpp"

namespace hypha::taste {

inline constexpr std::int64_t kWatch_s = 10 * 60;

class DemandForecast {
public:
    DemandForecast(std::size_t articles, std::int64_t lead_s);

    // Every kWatch_s of the log. `is_new_day`: also grows new trees.
    void watch(const KnownPast& past, bool is_new_day);

    struct Scored {
        std::uint32_t article = 0;
        float score = 0;       // log of the expected share
        std::uint32_t row = 0; // place of its features
    };

    // Best first; at most 250. It is at most a minute old, and so is row(), the features of its articles.
    const std::vector<Scored>& ranking(const KnownPast& past);
    [[nodiscard]] std::span<const std::uint8_t> row(const Scored& scored) const;

    [[nodiscard]] std::size_t width() const { return rows_.width; }

private:
    // Rows that wait for what will happen in [opens_s, opens_s + kWatch_s).
    struct Waiting {
        std::int64_t opens_s = 0;
        std::vector<std::uint32_t> articles;
        std::vector<std::uint8_t> features;
    };

    void learn(const KnownPast& past);
    void learn(const Waiting& waiting, std::uint32_t returns);
    void score(const KnownPast& past, const std::vector<std::uint32_t>& articles);

    std::int64_t lead_s_;
    ArticleFeatures features_;
    std::deque<Waiting> waiting_;
    std::size_t counted_ = 0; // clicks whose returns were counted
    std::vector<float> first_clicks_;
    TrainingRows rows_;
    std::deque<std::pair<std::int64_t, std::size_t>> batches_; // when rows became known, and how many
    BoostedTrees trees_;
    std::vector<Scored> ranking_;
    std::int64_t ranked_s_ = -1;
    std::size_t asked_ = 0; // clicks that were known then
    std::vector<std::uint8_t> scored_rows_;
};

} // namespace hypha::taste

#include "core/taste/demand_forecast.hpp"

#include <algorithm>
#include <utility>

#include "core/taste/lots.hpp"

namespace hypha::taste {
namespace {

constexpr std::int64_t kMemory_s = 5 * kDay_s;
constexpr std::int64_t kRankingAge_s = 60;
constexpr std::size_t kRanked = 250;
// Of the articles with which no return began only so many a batch are kept, with the weight of all: time must not grow with the log.
constexpr double kKeptWithout = 250;

} // namespace

DemandForecast::DemandForecast(std::size_t articles, std::int64_t lead_s)
    : lead_s_(lead_s), features_(articles, lead_s), first_clicks_(articles) {
    rows_.width = features_.width();
}

void DemandForecast::watch(const KnownPast& past, bool is_new_day) {
    features_.advance(past);
    learn(past);
    if (is_new_day) {
        while (!batches_.empty() && batches_.front().first <= past.now_s() - kMemory_s) {
            rows_.drop_first(batches_.front().second);
            batches_.pop_front();
        }
        trees_.fit(rows_, {});
    }
    score(past, features_.living());
    waiting_.push_back({past.now_s() + lead_s_, features_.living(), scored_rows_});
}

void DemandForecast::learn(const KnownPast& past) {
    const auto clicks = past.clicks();
    for (; !waiting_.empty() && waiting_.front().opens_s + kWatch_s <= past.now_s(); waiting_.pop_front()) {
        const Waiting& waiting = waiting_.front();
        std::vector<std::uint32_t> begun;
        for (; counted_ < clicks.size() && clicks[counted_].t_s < waiting.opens_s + kWatch_s; ++counted_) {
            const Click& click = clicks[counted_];
            if (click.returns && click.t_s >= waiting.opens_s) {
                begun.push_back(click.article);
                ++first_clicks_[click.article];
            }
        }
        if (!begun.empty()) {
            learn(waiting, static_cast<std::uint32_t>(begun.size()));
        }
        for (const std::uint32_t article : begun) {
            first_clicks_[article] = 0;
        }
    }
}

void DemandForecast::learn(const Waiting& waiting, std::uint32_t returns) {
    const auto without = static_cast<double>(
        std::ranges::count_if(waiting.articles, [&](std::uint32_t article) { return first_clicks_[article] == 0; }));
    const double kept = std::min(1.0, kKeptWithout / std::max(without, 1.0));
    const std::size_t before = rows_.size();
    for (std::size_t at = 0; at < waiting.articles.size(); ++at) {
        const float events = first_clicks_[waiting.articles[at]];
        if (events == 0 && lot(static_cast<std::uint64_t>(waiting.opens_s), at) >= kept) {
            continue;
        }
        const auto row = waiting.features.begin() + static_cast<std::ptrdiff_t>(at * rows_.width);
        rows_.features.insert(rows_.features.end(), row, row + static_cast<std::ptrdiff_t>(rows_.width));
        rows_.events.push_back(events);
        rows_.trials.push_back(static_cast<float>(returns));
        rows_.weight.push_back(events > 0 ? 1.0F : static_cast<float>(1 / kept));
    }
    batches_.emplace_back(waiting.opens_s + kWatch_s, rows_.size() - before);
}

const std::vector<DemandForecast::Scored>& DemandForecast::ranking(const KnownPast& past) {
    if (past.now_s() - ranked_s_ >= kRankingAge_s) {
        features_.advance(past);
        std::vector<std::uint32_t> articles;
        articles.reserve(ranking_.size());
        for (const Scored& each : ranking_) {
            articles.push_back(each.article);
        }
        for (const Click& click : past.clicks().subspan(asked_)) {
            articles.push_back(click.article);
        }
        std::ranges::sort(articles);
        articles.erase(std::ranges::unique(articles).begin(), articles.end());
        score(past, articles);
    }
    return ranking_;
}

std::span<const std::uint8_t> DemandForecast::row(const Scored& scored) const {
    return std::span(scored_rows_).subspan(scored.row * rows_.width, rows_.width);
}

void DemandForecast::score(const KnownPast& past, const std::vector<std::uint32_t>& articles) {
    ranking_.clear();
    scored_rows_.resize(articles.size() * rows_.width);
    for (std::uint32_t at = 0; at < articles.size(); ++at) {
        std::uint8_t* const row = &scored_rows_[at * rows_.width];
        features_.write(past, articles[at], row);
        const float score = trees_.empty() ? static_cast<float>(features_.openings(articles[at])) : trees_.score(row);
        ranking_.push_back({articles[at], score, at});
    }
    const auto last = ranking_.begin() + static_cast<std::ptrdiff_t>(std::min(kRanked, ranking_.size()));
    std::ranges::partial_sort(ranking_, last, [&](const Scored& a, const Scored& b) {
        return a.score != b.score ? a.score > b.score
                                  : past.of_article(a.article).back() > past.of_article(b.article).back();
    });
    ranking_.erase(last, ranking_.end());
    ranked_s_ = past.now_s();
    asked_ = past.clicks().size();
}

} // namespace hypha::taste

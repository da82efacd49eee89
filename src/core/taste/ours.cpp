#include "core/taste/ours.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace hypha::taste {
namespace {

constexpr std::size_t kOrdered = 25;
constexpr std::size_t kLessonsADay = 4000;
constexpr std::size_t kMostRows = 300'000;
constexpr std::size_t kFewestRows = 10'000; // below, the trees would say more than the rows know
constexpr BoostedTrees::Settings kSettings{.leaf_prior = 10, .least_in_leaf = 10};

} // namespace

Ours::Ours(std::size_t articles, std::int64_t lead_s) : forecast_(articles, lead_s), reader_features_(articles) {
    rows_.width = ReaderFeatures::kWidth + forecast_.width();
}

void Ours::watch(const KnownPast& past) {
    if (next_day_s_ < 0) {
        next_day_s_ = past.start_s() + kDay_s;
    }
    const bool is_new_day = past.now_s() >= next_day_s_;
    forecast_.watch(past, is_new_day);
    reader_features_.advance(past);
    learn(past);
    if (is_new_day) {
        next_day_s_ += kDay_s;
        every_ = std::max<std::size_t>(moments_ / kLessonsADay, 1);
        moments_ = 0;
        are_trees_old_ = true;
    }
}

// Only who chooses needs them: while all returns are rehearsals none are grown.
void Ours::grow(const KnownPast& past) {
    learn(past);
    if (rows_.size() > kMostRows) {
        rows_.drop_first(rows_.size() - kMostRows);
    }
    if (rows_.size() >= kFewestRows) {
        trees_.fit(rows_, kSettings);
    }
    are_trees_old_ = false;
}

void Ours::look(const KnownPast& past, std::uint32_t reader) {
    const auto& ranking = forecast_.ranking(past);
    reader_features_.advance(past);
    reader_features_.face(past, reader);
    first_.clear();
    for (const auto& each : ranking) {
        if (!past.has_seen(each.article)) {
            first_.push_back(each);
        }
        if (first_.size() == kOrdered) {
            break;
        }
    }
    features_.resize(first_.size() * rows_.width);
    for (std::size_t at = 0; at < first_.size(); ++at) {
        std::uint8_t* const row = &features_[at * rows_.width];
        reader_features_.write(past, first_[at], at, ranking.front().score, row);
        std::ranges::copy(forecast_.row(first_[at]), row + ReaderFeatures::kWidth);
    }
}

void Ours::choose(const KnownPast& past, const Moment& moment, std::size_t count, std::vector<std::uint32_t>& chosen) {
    if (are_trees_old_) {
        grow(past);
    }
    look(past, moment.reader);
    chosen.clear();
    for (const auto& each : forecast_.ranking(past)) {
        if (chosen.size() == std::max(count, first_.size())) {
            break;
        }
        if (!past.has_seen(each.article)) {
            chosen.push_back(each.article);
        }
    }
    if (!trees_.empty()) {
        std::array<std::pair<float, std::size_t>, kOrdered> ordered; // of equals the first of the forecast
        for (std::size_t at = 0; at < first_.size(); ++at) {
            ordered[at] = {-trees_.score(&features_[at * rows_.width]), at};
        }
        std::sort(ordered.begin(), ordered.begin() + static_cast<std::ptrdiff_t>(first_.size()));
        for (std::size_t at = 0; at < first_.size(); ++at) {
            chosen[at] = first_[ordered[at].second].article;
        }
    }
    chosen.resize(std::min(chosen.size(), count));
    if (is_wanted()) {
        write_down(moment);
    }
}

void Ours::rehearse(const KnownPast& past, const Moment& moment) {
    if (is_wanted()) {
        look(past, moment.reader);
        write_down(moment);
    }
}

bool Ours::is_wanted() { return moments_++ % every_ == 0; }

void Ours::write_down(const Moment& moment) {
    Waiting& waiting = waiting_.emplace_back(Waiting{.moment = moment, .articles = {}, .features = features_});
    for (const auto& each : first_) {
        waiting.articles.push_back(each.article);
    }
}

void Ours::learn(const KnownPast& past) {
    const auto clicks = past.clicks();
    for (; !waiting_.empty() && waiting_.front().moment.opens_s < past.now_s(); waiting_.pop_front()) {
        const auto& [moment, articles, features] = waiting_.front();
        const auto own = past.of_reader(moment.reader);
        const auto opened =
            std::ranges::lower_bound(own, moment.opens_s, {}, [&](std::uint32_t at) { return clicks[at].t_s; });
        if (opened == own.end() || std::ranges::find(articles, clicks[*opened].article) == articles.end()) {
            continue;
        }
        rows_.features.insert(rows_.features.end(), features.begin(), features.end());
        for (const std::uint32_t article : articles) {
            rows_.events.push_back(article == clicks[*opened].article ? 1.0F : 0.0F);
            rows_.trials.push_back(1);
            rows_.weight.push_back(1);
        }
    }
}

} // namespace hypha::taste

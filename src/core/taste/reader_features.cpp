#include "core/taste/reader_features.hpp"

#include <algorithm>
#include <cmath>

#include "core/taste/feature_steps.hpp"

namespace hypha::taste {
namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kEver_s = 1'000'000 * kDay_s;
constexpr std::size_t kLastArticles = 10;
constexpr double kDoubt = 5; // clicks before an article's own devices outweigh those of all

std::vector<SlidingCounts> by_class(Window window, std::optional<std::uint8_t> Window::* kind, std::size_t articles) {
    std::vector<SlidingCounts> counts;
    for (std::uint8_t each = 0; each < kClasses; ++each) {
        window.*kind = each;
        counts.emplace_back(window, articles);
    }
    return counts;
}

std::uint8_t share_of(const SlidingCounts& counts, std::uint32_t article, double steps) {
    return share_step(counts.of(article), counts.total(), steps);
}

} // namespace

ReaderFeatures::ReaderFeatures(std::size_t articles)
    : device_30_(by_class({.length_s = 30 * kMinute_s}, &Window::device, articles)),
      device_ever_(by_class({.length_s = kEver_s}, &Window::device, articles)),
      opening_device_60_(by_class({.length_s = 60 * kMinute_s, .opening_only = true}, &Window::device, articles)),
      referrer_30_(by_class({.length_s = 30 * kMinute_s}, &Window::referrer, articles)),
      opening_referrer_60_(by_class({.length_s = 60 * kMinute_s, .opening_only = true}, &Window::referrer, articles)),
      opening_15_({.length_s = 15 * kMinute_s, .opening_only = true}, articles),
      opening_60_({.length_s = 60 * kMinute_s, .opening_only = true}, articles),
      all_30_({.length_s = 30 * kMinute_s}, articles),
      ever_({.length_s = kEver_s}, articles),
      together_(articles) {}

void ReaderFeatures::advance(const KnownPast& past) {
    for (ByClass* classes : {&device_30_, &device_ever_, &opening_device_60_, &referrer_30_, &opening_referrer_60_}) {
        for (SlidingCounts& each : *classes) {
            each.advance(past);
        }
    }
    for (SlidingCounts* each : {&opening_15_, &opening_60_, &all_30_, &ever_}) {
        each->advance(past);
    }
}

void ReaderFeatures::face(const KnownPast& past, std::uint32_t reader) {
    together_.ask(past, reader);
    const auto clicks = past.clicks();
    const auto own = past.of_reader(reader);
    reader_ = {.last_s = past.start_s(), .clicks = own.size()};
    if (own.empty()) {
        return;
    }
    reader_.last_click = own.back();
    reader_.last_s = clicks[own.back()].t_s;
    reader_.device = class_of(clicks[own.back()].device);
    for (const std::uint32_t place : own) {
        if (clicks[place].opens) {
            ++reader_.visits;
            reader_.referrer = class_of(clicks[place].referrer);
        }
    }
    const auto last = own.last(std::min(own.size(), kLastArticles));
    for (const std::uint32_t place : last) {
        reader_.popularity += log2_count(ever_.of(clicks[place].article)) / static_cast<double>(last.size());
    }
}

void ReaderFeatures::write(const KnownPast& past, const DemandForecast::Scored& scored, std::size_t place, float best,
                           std::uint8_t* row) const {
    const std::uint32_t article = scored.article;
    const auto clicks = past.of_article(article);
    const auto all = static_cast<double>(clicks.size());
    const auto later = static_cast<double>(clicks.end() - std::ranges::upper_bound(clicks, reader_.last_click));
    const std::int64_t away_s = past.now_s() - reader_.last_s;
    const std::int64_t age_s = past.now_s() - past.clicks()[clicks.front()].t_s;
    const auto votes = static_cast<double>(together_.votes(article));
    const auto last_votes = static_cast<double>(together_.last_votes(article));
    const SlidingCounts& ever = device_ever_[reader_.device];
    const double usual = (ever.total() + 1.0) / (ever_.total() + 1.0);
    const double here = (ever.of(article) + kDoubt * usual) / (all + kDoubt);
    const std::array<std::uint8_t, kWidth> features{
        step_of(63 + 5 * static_cast<double>(scored.score)),
        step_of(63 + 6 * static_cast<double>(scored.score - best)),
        step_of(2 * static_cast<double>(place)),
        step_of(63 + 6 * std::log2((later + 0.5) / (all + 1))),
        step_of(40 + 4 * std::log2(votes + 0.001)),
        step_of(40 + 4 * std::log2(last_votes + 0.001)),
        step_of(50 + 4 * std::log2(votes / std::sqrt(all + 5) + 0.0001)),
        step_of(32 + 12 * std::log2(here / usual)),
        step_of(4.5 * std::log2(static_cast<double>(away_s) / 60 + 1)),
        step_of(5 * reader_.popularity),
        step_of(6 * std::log2(static_cast<double>(reader_.clicks) + 1)),
        step_of(6 * std::log2(static_cast<double>(reader_.visits) + 1)),
        later > 0 ? minutes_step(age_s) : std::uint8_t{0},
        reader_.device,
        step_of(32 + 4 * std::log2((static_cast<double>(age_s) + 60) / (static_cast<double>(away_s) + 60))),
        share_of(device_30_[reader_.device], article, 4),
        share_of(referrer_30_[reader_.referrer], article, 4),
        share_of(opening_referrer_60_[reader_.referrer], article, 4),
        share_of(opening_device_60_[reader_.device], article, 4),
        reader_.referrer,
        share_of(opening_15_, article, 8),
        share_of(opening_60_, article, 8),
        share_of(all_30_, article, 8),
    };
    std::ranges::copy(features, row);
}

} // namespace hypha::taste

#include "core/taste/article_features.hpp"

#include <array>
#include <cmath>

#include "core/taste/feature_steps.hpp"

namespace hypha::taste {
namespace {

constexpr std::int64_t kMinute_s = 60;
constexpr std::int64_t kHour_s = 60 * kMinute_s;
constexpr std::int64_t kEver_s = 1'000'000 * kDay_s;
constexpr std::int64_t kSweep_s = 10 * kMinute_s;
constexpr std::array<std::int64_t, 3> kHalfLife_s{20 * kMinute_s, 80 * kMinute_s, 4 * kHour_s};
constexpr std::size_t kOpenings30 = 0; // place of the window that openings() reads

std::vector<Window> windows_for(std::int64_t lead_s) {
    std::vector<Window> windows;
    for (const std::int64_t minutes : {30, 15, 60, 180, 1440}) {
        windows.push_back({.length_s = minutes * kMinute_s, .opening_only = true});
        windows.push_back({.length_s = minutes * kMinute_s, .own_time_only = true});
    }
    for (const std::int64_t minutes : {10, 30, 60, 180, 360, 1440}) {
        windows.push_back({.length_s = minutes * kMinute_s});
    }
    windows.push_back({.length_s = kEver_s});
    for (const std::int64_t minutes : {30, 60, 180}) { // the window before: growth and decline
        windows.push_back({.length_s = minutes * kMinute_s, .age_s = minutes * kMinute_s});
    }
    // The two hours around the time of opening, yesterday.
    windows.push_back({.length_s = 2 * kHour_s, .age_s = std::max<std::int64_t>(kDay_s - kHour_s - lead_s, 0)});
    for (const std::uint8_t referrer : {std::uint8_t{0}, std::uint8_t{1}}) {
        for (const std::int64_t minutes : {30, 180, 1440}) {
            windows.push_back({.length_s = minutes * kMinute_s, .referrer = referrer});
        }
    }
    return windows;
}

std::uint8_t half_hour_of_day(std::int64_t since_start_s) {
    return static_cast<std::uint8_t>(since_start_s % kDay_s / (30 * kMinute_s));
}

} // namespace

ArticleFeatures::ArticleFeatures(std::size_t articles, std::int64_t lead_s)
    : lead_s_(lead_s), decayed_(kHalfLife_s.size(), std::vector<Decayed>(articles)), lives_(articles) {
    for (const Window& window : windows_for(lead_s)) {
        windows_.emplace_back(window, articles);
    }
}

void ArticleFeatures::advance(const KnownPast& past) {
    for (SlidingCounts& window : windows_) {
        window.advance(past);
    }
    const auto clicks = past.clicks();
    for (; known_ < clicks.size(); ++known_) {
        const Click& click = clicks[known_];
        decay(click);
        if (!lives_[click.article]) {
            lives_[click.article] = true;
            living_.push_back(click.article);
        }
    }
    if (past.now_s() - swept_s_ >= kSweep_s) {
        swept_s_ = past.now_s();
        forget_the_dead(past);
    }
}

void ArticleFeatures::decay(const Click& click) {
    for (std::size_t at = 0; at < kHalfLife_s.size(); ++at) {
        Decayed& each = decayed_[at][click.article];
        each.sum =
            1 + each.sum * std::exp2(static_cast<float>(each.at_s - click.t_s) / static_cast<float>(kHalfLife_s[at]));
        each.at_s = click.t_s;
    }
}

void ArticleFeatures::forget_the_dead(const KnownPast& past) {
    std::erase_if(living_, [&](std::uint32_t article) {
        lives_[article] = past.now_s() - past.clicks()[past.of_article(article).back()].t_s <= kDay_s;
        return !lives_[article];
    });
}

std::size_t ArticleFeatures::width() const { return windows_.size() + kHalfLife_s.size() + 4; }

std::uint32_t ArticleFeatures::openings(std::uint32_t article) const { return windows_[kOpenings30].of(article); }

void ArticleFeatures::write(const KnownPast& past, std::uint32_t article, std::uint8_t* row) const {
    for (const SlidingCounts& window : windows_) {
        *row++ = share_step(window.of(article), window.total(), 4);
    }
    for (std::size_t at = 0; at < kHalfLife_s.size(); ++at) {
        const Decayed& each = decayed_[at][article];
        const float now =
            each.sum * std::exp2(static_cast<float>(each.at_s - past.now_s()) / static_cast<float>(kHalfLife_s[at]));
        *row++ = step_of(16 + 5 * std::log2(static_cast<double>(now) + 0.1));
    }
    const auto clicks = past.of_article(article);
    const std::int64_t first_s = past.clicks()[clicks.front()].t_s;
    const std::int64_t last_s = past.clicks()[clicks.back()].t_s;
    *row++ = minutes_step(past.now_s() - first_s);
    *row++ = minutes_step(past.now_s() - last_s);
    *row++ = half_hour_of_day(first_s - past.start_s());
    *row = half_hour_of_day(past.now_s() + lead_s_ - past.start_s());
}

} // namespace hypha::taste

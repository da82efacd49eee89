#include "core/taste/known_past.hpp"

#include <algorithm>

namespace hypha::taste {

KnownPast::KnownPast(const ClickLog& log)
    : all_(log.clicks),
      start_s_(log.start_s()),
      now_s_(log.start_s()),
      of_reader_(log.readers),
      of_article_(log.articles),
      step_(log.clicks.size()),
      seen_mark_(log.articles) {}

void KnownPast::advance(std::int64_t now_s) {
    now_s_ = std::max(now_s_, now_s);
    for (; known_ < all_.size() && all_[known_].t_s < now_s_; ++known_) {
        const Click& click = all_[known_];
        const auto place = static_cast<std::uint32_t>(known_);
        step_[known_] = static_cast<std::uint32_t>(of_reader_[click.reader].size());
        of_reader_[click.reader].push_back(place);
        of_article_[click.article].push_back(place);
    }
}

void KnownPast::face(std::uint32_t reader) {
    ++mark_;
    for (const std::uint32_t place : of_reader_[reader]) {
        seen_mark_[all_[place].article] = mark_;
    }
}

} // namespace hypha::taste

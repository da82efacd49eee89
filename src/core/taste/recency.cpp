#include "core/taste/recency.hpp"

namespace hypha::taste {

void Recency::choose(const KnownPast& past, const Moment& /*moment*/, std::size_t count,
                     std::vector<std::uint32_t>& chosen) {
    const auto clicks = past.clicks();
    for (; known_ < clicks.size(); ++known_) {
        const std::uint32_t article = clicks[known_].article;
        if (past.of_article(article).front() == known_) {
            by_age_.push_back(article);
        }
    }
    chosen.clear();
    for (auto article = by_age_.rbegin(); article != by_age_.rend() && chosen.size() < count; ++article) {
        if (!past.has_seen(*article)) {
            chosen.push_back(*article);
        }
    }
}

} // namespace hypha::taste

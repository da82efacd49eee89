#include "core/taste/most_read.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace hypha::taste {

MostRead::MostRead(std::string name, std::int64_t window_s, std::size_t articles)
    : name_(std::move(name)), window_s_(window_s), order_(articles), place_(articles), count_(articles) {
    std::iota(order_.begin(), order_.end(), 0U);
    place_ = order_;
}

void MostRead::choose(const KnownPast& past, const Moment& /*moment*/, std::size_t count,
                      std::vector<std::uint32_t>& chosen) {
    const auto clicks = past.clicks();
    for (; to_ < clicks.size(); ++to_) {
        add(clicks[to_].article);
    }
    for (; from_ < to_ && clicks[from_].t_s < past.now_s() - window_s_; ++from_) {
        take_away(clicks[from_].article);
    }
    chosen.clear();
    // All of the last count are taken, for the order among them is not that of order_.
    for (const std::uint32_t article : order_) {
        if (count_[article] == 0 || (chosen.size() >= count && count_[article] < count_[chosen.back()])) {
            break;
        }
        if (!past.has_seen(article)) {
            chosen.push_back(article);
        }
    }
    std::ranges::sort(chosen, [&](std::uint32_t a, std::uint32_t b) {
        return count_[a] != count_[b] ? count_[a] > count_[b] : past.of_article(a).back() > past.of_article(b).back();
    });
    chosen.resize(std::min(chosen.size(), count));
}

void MostRead::add(std::uint32_t article) {
    const std::uint32_t now = count_[article]++;
    if (now + 1 == above_.size()) {
        above_.push_back(0);
    }
    swap_to(article, above_[now]++);
}

void MostRead::take_away(std::uint32_t article) { swap_to(article, --above_[--count_[article]]); }

void MostRead::swap_to(std::uint32_t article, std::uint32_t place) {
    const std::uint32_t other = order_[place];
    std::swap(order_[place], order_[place_[article]]);
    place_[other] = std::exchange(place_[article], place);
}

} // namespace hypha::taste

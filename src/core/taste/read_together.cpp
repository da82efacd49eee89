#include "core/taste/read_together.hpp"

#include <algorithm>
#include <utility>

#include "core/taste/most_read.hpp"

namespace hypha::taste {
namespace {

constexpr std::size_t kLastArticles = 4;
constexpr std::size_t kNeighbours = 25;
constexpr std::size_t kNextArticles = 6;
constexpr float kDoubt = 3; // an article that two people read says little

} // namespace

void ReadTogether::ask(const KnownPast& past, std::uint32_t reader) {
    for (const std::uint32_t article : voted_) {
        votes_[article] = last_votes_[article] = 0;
    }
    voted_.clear();
    const auto clicks = past.clicks();
    const auto own = past.of_reader(reader);
    for (std::size_t back = 0; back < std::min(own.size(), kLastArticles); ++back) {
        const auto others = past.of_article(clicks[own[own.size() - 1 - back]].article);
        const std::size_t asked = std::min(others.size(), kNeighbours);
        const float vote = 1 / (static_cast<float>(asked) + kDoubt);
        for (const std::uint32_t place : others.last(asked)) {
            if (clicks[place].reader == reader) {
                continue;
            }
            const auto path = past.of_reader(clicks[place].reader).subspan(past.step_of(place) + 1);
            for (const std::uint32_t next : path.first(std::min(path.size(), kNextArticles))) {
                const std::uint32_t article = clicks[next].article;
                if (votes_[article] == 0) {
                    voted_.push_back(article);
                }
                votes_[article] += vote;
                last_votes_[article] += back == 0 ? vote : 0;
            }
        }
    }
}

CoReading::CoReading(std::size_t articles)
    : together_(articles), most_read_(std::make_unique<MostRead>("", 30 * 60, articles)) {}

CoReading::~CoReading() = default;

void CoReading::choose(const KnownPast& past, const Moment& moment, std::size_t count,
                       std::vector<std::uint32_t>& chosen) {
    together_.ask(past, moment.reader);
    std::vector<std::uint32_t> voted = together_.voted();
    std::erase_if(voted, [&](std::uint32_t article) { return past.has_seen(article); });
    const auto last = voted.begin() + static_cast<std::ptrdiff_t>(std::min(voted.size(), count));
    std::ranges::partial_sort(voted, last, [&](std::uint32_t a, std::uint32_t b) {
        return together_.votes(a) != together_.votes(b) ? together_.votes(a) > together_.votes(b)
                                                        : past.of_article(a).back() > past.of_article(b).back();
    });
    voted.erase(last, voted.end());
    // Also those that are voted for already may come, hence as many again.
    most_read_->choose(past, moment, 2 * count, chosen);
    std::erase_if(chosen, [&](std::uint32_t article) { return std::ranges::find(voted, article) != voted.end(); });
    chosen.insert(chosen.begin(), voted.begin(), voted.end());
    chosen.resize(std::min(chosen.size(), count));
}

} // namespace hypha::taste

// The policy of Hypha, in two stages that both learn from the known past alone, anew each day: DemandForecast says what returning
// readers will open first, then the first 25 that the reader has not seen are put in order for this reader by trees over
// ReaderFeatures and the article's own, grown from earlier returns. How well it does, and why: README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "core/taste/boosted_trees.hpp"
#include "core/taste/demand_forecast.hpp"
#include "core/taste/policy.hpp"
#include "core/taste/reader_features.hpp"

namespace hypha::taste {

class Ours final : public Policy {
public:
    Ours(std::size_t articles, std::int64_t lead_s);

    [[nodiscard]] std::string_view name() const override { return "ours"; }
    void choose(const KnownPast& past, const Moment& moment, std::size_t count,
                std::vector<std::uint32_t>& chosen) override;
    void watch(const KnownPast& past) override;
    void rehearse(const KnownPast& past, const Moment& moment) override;

private:
    // What stood before a reader who was expected at opens_s, until it is known what the reader opened.
    struct Waiting {
        Moment moment;
        std::vector<std::uint32_t> articles;
        std::vector<std::uint8_t> features;
    };

    void look(const KnownPast& past, std::uint32_t reader);
    void write_down(const Moment& moment);
    void learn(const KnownPast& past);
    void grow(const KnownPast& past);
    bool is_wanted(); // as a lesson: so many a day, spread over it

    DemandForecast forecast_;
    ReaderFeatures reader_features_;
    BoostedTrees trees_;
    TrainingRows rows_;
    std::deque<Waiting> waiting_;
    std::vector<DemandForecast::Scored> first_; // that the reader faced last has not seen
    std::vector<std::uint8_t> features_;        // of these
    std::int64_t next_day_s_ = -1;
    std::size_t moments_ = 0, every_ = 1;
    bool are_trees_old_ = false;
};

} // namespace hypha::taste

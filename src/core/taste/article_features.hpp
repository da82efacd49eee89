// What the known past says of an article, as bytes for BoostedTrees: its share of the clicks in windows of ten minutes to ever, of
// clicks that open sessions, of clicks by referrer, a day before the moment of opening; what it lost or gained; decayed counts; its
// age, the silence about it, the hours of its first click and of the opening.
// Hours are counted from the first click of the log, for the log knows no time zone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/taste/known_past.hpp"
#include "core/taste/sliding_counts.hpp"

namespace hypha::taste {

class ArticleFeatures {
public:
    ArticleFeatures(std::size_t articles, std::int64_t lead_s);

    void advance(const KnownPast& past);

    [[nodiscard]] std::size_t width() const;
    void write(const KnownPast& past, std::uint32_t article, std::uint8_t* row) const;

    // Articles with a click in the last day, in the order in which they came.
    [[nodiscard]] const std::vector<std::uint32_t>& living() const { return living_; }
    // Clicks that opened a session in the last 30 minutes: what stands in for a forecast before anything was learned.
    [[nodiscard]] std::uint32_t openings(std::uint32_t article) const;

private:
    struct Decayed {
        float sum = 0;
        std::int64_t at_s = 0;
    };

    void decay(const Click& click);
    void forget_the_dead(const KnownPast& past);

    std::int64_t lead_s_;
    std::vector<SlidingCounts> windows_;
    std::vector<std::vector<Decayed>> decayed_; // a half-life, an article
    std::vector<std::uint32_t> living_;
    std::vector<bool> lives_;
    std::size_t known_ = 0;
    std::int64_t swept_s_ = 0;
};

} // namespace hypha::taste

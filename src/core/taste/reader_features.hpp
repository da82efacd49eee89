// What tells one returning reader from another, as bytes for BoostedTrees: what an article is to this reader. How it did among those
// with the same kind of device and who came by the same kind of referrer; how much of it happened since the reader was last here (a
// reader who was here and passed it by will pass it by again); what those who read the same read next; how long the reader was away,
// how often here, and whether the reader's articles are those of many.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/taste/demand_forecast.hpp"
#include "core/taste/known_past.hpp"
#include "core/taste/read_together.hpp"
#include "core/taste/sliding_counts.hpp"

namespace hypha::taste {

class ReaderFeatures {
public:
    static constexpr std::size_t kWidth = 23;

    explicit ReaderFeatures(std::size_t articles);

    void advance(const KnownPast& past);

    // Whose features write() will write.
    void face(const KnownPast& past, std::uint32_t reader);

    // `place` in the ranking, of which `best` is the first.
    void write(const KnownPast& past, const DemandForecast::Scored& scored, std::size_t place, float best,
               std::uint8_t* row) const;

private:
    struct Reader {
        std::int64_t last_s = 0;
        std::uint32_t last_click = 0; // place after which nothing is the reader's; 0 when nothing is known
        std::uint8_t device = 0, referrer = 0;
        double popularity = 0; // mean log2 of the clicks on the last ten articles
        std::size_t clicks = 0, visits = 0;
    };

    using ByClass = std::vector<SlidingCounts>;

    ByClass device_30_, device_ever_, opening_device_60_, referrer_30_, opening_referrer_60_;
    SlidingCounts opening_15_, opening_60_, all_30_, ever_;
    ReadTogether together_;
    Reader reader_;
};

} // namespace hypha::taste

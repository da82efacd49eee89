// What may be known at a moment: the clicks before it, by time, by reader and by article. A policy gets nothing else, so it cannot
// look at what comes after. Time only goes forward.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/taste/click_log.hpp"

namespace hypha::taste {

class KnownPast {
public:
    explicit KnownPast(const ClickLog& log); // which outlives this

    // From now on every click with a time before `now_s` is known, and no other.
    void advance(std::int64_t now_s);

    [[nodiscard]] std::int64_t now_s() const { return now_s_; }
    [[nodiscard]] std::int64_t start_s() const { return start_s_; }
    [[nodiscard]] std::size_t article_count() const { return of_article_.size(); } // also of those not yet known
    [[nodiscard]] std::span<const Click> clicks() const { return all_.first(known_); }

    // Places in clicks(), ascending.
    [[nodiscard]] std::span<const std::uint32_t> of_reader(std::uint32_t reader) const { return of_reader_[reader]; }
    [[nodiscard]] std::span<const std::uint32_t> of_article(std::uint32_t article) const {
        return of_article_[article];
    }
    // The place of a click within of_reader() of its reader.
    [[nodiscard]] std::uint32_t step_of(std::uint32_t click) const { return step_[click]; }

    // Whom has_seen() speaks of until the next call.
    void face(std::uint32_t reader);
    [[nodiscard]] bool has_seen(std::uint32_t article) const { return seen_mark_[article] == mark_; }

private:
    std::span<const Click> all_;
    std::size_t known_ = 0;
    std::int64_t start_s_ = 0;
    std::int64_t now_s_ = 0;
    std::vector<std::vector<std::uint32_t>> of_reader_, of_article_;
    std::vector<std::uint32_t> step_;
    std::vector<std::uint32_t> seen_mark_;
    std::uint32_t mark_ = 0;
};

} // namespace hypha::taste

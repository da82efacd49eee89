// How often each article was clicked in a window of time that slides along the known past: [now - age - length, now - age).
// Each click is counted once and taken away once, however often the window moves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/taste/known_past.hpp"

namespace hypha::taste {

struct Window {
    std::int64_t length_s = 0;
    std::int64_t age_s = 0;
    bool opening_only = false;                              // clicks that open a session
    bool own_time_only = false;                             // see Click
    std::optional<std::uint8_t> device = {}, referrer = {}; // class_of() of them

    [[nodiscard]] bool holds(const Click& click) const;
};

// Devices and referrers in three classes: the first two that the log names, and all others.
inline constexpr std::uint8_t kClasses = 3;
constexpr std::uint8_t class_of(std::uint8_t number) { return number < kClasses - 1 ? number : kClasses - 1; }

class SlidingCounts {
public:
    SlidingCounts(const Window& window, std::size_t articles) : window_(window), counts_(articles) {}

    void advance(const KnownPast& past);

    [[nodiscard]] std::uint32_t of(std::uint32_t article) const { return counts_[article]; }
    [[nodiscard]] std::uint32_t total() const { return total_; }

private:
    Window window_;
    std::vector<std::uint32_t> counts_;
    std::uint32_t total_ = 0;
    std::size_t from_ = 0, to_ = 0; // places of the clicks inside
};

} // namespace hypha::taste

#include "core/taste/fetch_plan.hpp"

#include <algorithm>
#include <cstddef>

namespace hypha::taste {

std::vector<bool> fetch_plan(std::span<const Fetchable> stories, std::int64_t left_bytes) {
    std::vector<std::size_t> turn;
    for (std::size_t i = 0; i < stories.size(); ++i) {
        if (stories[i].value > 0 && stories[i].bytes <= left_bytes) {
            turn.push_back(i);
        }
    }
    const auto dense = [&](std::size_t at) {
        return stories[at].value / static_cast<double>(std::max<std::int64_t>(1, stories[at].bytes));
    };
    std::ranges::sort(turn, [&](std::size_t one, std::size_t other) {
        return dense(one) != dense(other) ? dense(one) > dense(other) : one < other;
    });
    std::vector<bool> chosen(stories.size(), false);
    std::int64_t bytes = 0;
    double value = 0;
    for (const std::size_t at : turn) {
        const std::int64_t more = std::max<std::int64_t>(0, stories[at].bytes);
        if (bytes + more <= left_bytes) {
            chosen[at] = true;
            bytes += more;
            value += stories[at].value;
        }
    }
    const auto single = std::ranges::max_element(turn, {}, [&](std::size_t at) { return stories[at].value; });
    if (single != turn.end() && stories[*single].value > value) {
        chosen.assign(stories.size(), false);
        chosen[*single] = true;
    }
    return chosen;
}

} // namespace hypha::taste

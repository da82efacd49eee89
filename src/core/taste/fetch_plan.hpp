// Which texts to fetch so that what is likely to be read is as much as the bytes allow: the knapsack problem, by value for a byte, or the
// one most valuable where that is worth more than all of those (Dantzig 1957; never less than half of the best choice).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hypha::taste {

struct Fetchable {
    double value = 0; // how likely it is to be read, and what that is worth
    std::int64_t bytes = 0;
};

// One answer for each that was given. The bytes of the chosen ones are at most `left_bytes`; what needs no byte is chosen, what is worth
// nothing is not.
std::vector<bool> fetch_plan(std::span<const Fetchable> stories, std::int64_t left_bytes);

} // namespace hypha::taste

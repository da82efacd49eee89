// Which stories are one story told by several: MinHash over runs of three words (A. Broder, On the resemblance and containment of
// documents, 1997), found by bands of hashes (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3). Pure and without
// chance: the permutations are SplitMix64's finaliser (G. Steele and others, 2014) over numbered seeds, so every machine and every
// day gives the same signature. Numbers stay as they are: two bulletins that differ in their figures only are still near copies.
// 48 bands of 3: of pairs that share half of their runs 99.8 % meet, of pairs that share 5 % 0.6 % do, and those are compared.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hypha::edge::articles {

inline constexpr std::size_t kMinHashBands = 48;
inline constexpr std::size_t kMinHashRows = 3;

struct MinHashSignature {
    std::array<std::uint32_t, kMinHashBands * kMinHashRows> values{};
    bool is_empty = true; // a text without words resembles nothing
    bool operator==(const MinHashSignature&) const = default;
};

// Letter case, accents and punctuation do not count. A text of fewer than three words is one run. Reads the first 200,000 bytes.
MinHashSignature minhash_of(std::string_view utf8);

// Estimate of |A and B| / |A or B| over the runs of both, 0 to 1; standard error 0.04 at the threshold.
double estimated_resemblance(const MinHashSignature& a, const MinHashSignature& b);

// A copy cut by a half, or with each tenth word changed, is above it; two reporters at one event are near 0.
inline constexpr double kSameStory = 0.4;

// Groups in the order of arrival. A story joins the group whose first member it resembles most, so groups do not grow by chains of
// small steps; the first member is the group's name.
class StoryGroups {
public:
    // The number of the group's first story: of this one, counted from 0 by calls of add, when it is like none before.
    std::size_t add(const MinHashSignature& story);

private:
    struct Leader {
        std::size_t number;
        MinHashSignature signature;
    };
    std::vector<Leader> leaders_;
    std::array<std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>, kMinHashBands> buckets_;
    std::size_t stories_ = 0;
};

// For every story the number of its group's first one.
std::vector<std::size_t> group_stories(std::span<const MinHashSignature> stories);

} // namespace hypha::edge::articles

#include "edge/articles/near_duplicates.hpp"

#include "core/base/utf8.hpp"
#include "core/text/letters.hpp"

#include <algorithm>
#include <limits>

namespace hypha::edge::articles {
namespace {

constexpr std::size_t kMostBytes = 200'000;
constexpr std::size_t kRunWords = 3;
// Leaders that share a band beyond these are boilerplate; a real copy shares most bands and is met in another.
constexpr std::size_t kMostInBucket = 200;

constexpr std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

constexpr std::uint64_t seed_of(std::uint64_t permutation) { return mix((permutation + 1) * 0x9E3779B97F4A7C15ULL); }

std::vector<std::uint64_t> hashed_words(std::string_view rest) {
    constexpr std::uint64_t kFnvBasis = 0xCBF29CE484222325ULL;
    constexpr std::uint64_t kFnvPrime = 0x100000001B3ULL;
    std::vector<std::uint64_t> words;
    bool in_word = false;
    while (!rest.empty()) {
        const char32_t point = text::without_accent(text::lower_case(take_code_point(rest)));
        const text::CharacterKind kind = text::kind_of(point);
        if (kind == text::CharacterKind::mark) continue; // an accent of its own
        const bool is_part = kind == text::CharacterKind::letter || kind == text::CharacterKind::digit;
        if (is_part && !in_word) words.push_back(kFnvBasis);
        if (is_part) words.back() = (words.back() ^ point) * kFnvPrime;
        in_word = is_part;
    }
    return words;
}

std::uint64_t band_key(const MinHashSignature& signature, std::size_t band) {
    std::uint64_t key = 0;
    for (std::size_t row = 0; row < kMinHashRows; ++row) key = mix(key ^ signature.values[band * kMinHashRows + row]);
    return key;
}

} // namespace

MinHashSignature minhash_of(std::string_view utf8) {
    const std::vector<std::uint64_t> words = hashed_words(utf8.substr(0, kMostBytes));
    MinHashSignature signature;
    if (words.empty()) return signature;
    signature.is_empty = false;
    signature.values.fill(std::numeric_limits<std::uint32_t>::max());
    const std::size_t runs = words.size() < kRunWords ? 1 : words.size() - kRunWords + 1;
    for (std::size_t run = 0; run < runs; ++run) {
        std::uint64_t hash = 0;
        for (std::size_t word = run; word < std::min(run + kRunWords, words.size()); ++word)
            hash = mix(hash ^ words[word]);
        for (std::size_t at = 0; at < signature.values.size(); ++at) {
            static constexpr auto kSeeds = [] {
                std::array<std::uint64_t, kMinHashBands * kMinHashRows> seeds{};
                for (std::size_t number = 0; number < seeds.size(); ++number) seeds[number] = seed_of(number);
                return seeds;
            }();
            signature.values[at] =
                std::min(signature.values[at], static_cast<std::uint32_t>(mix(hash ^ kSeeds[at]) >> 32));
        }
    }
    return signature;
}

double estimated_resemblance(const MinHashSignature& a, const MinHashSignature& b) {
    if (a.is_empty || b.is_empty) return 0;
    std::size_t equal = 0;
    for (std::size_t at = 0; at < a.values.size(); ++at) equal += a.values[at] == b.values[at] ? 1 : 0;
    return static_cast<double>(equal) / static_cast<double>(a.values.size());
}

std::size_t StoryGroups::add(const MinHashSignature& story) {
    const std::size_t number = stories_++;
    if (story.is_empty) return number;
    std::vector<std::uint32_t> met;
    for (std::size_t band = 0; band < kMinHashBands; ++band) {
        const auto bucket = buckets_[band].find(band_key(story, band));
        if (bucket != buckets_[band].end()) met.insert(met.end(), bucket->second.begin(), bucket->second.end());
    }
    std::ranges::sort(met);
    met.erase(std::unique(met.begin(), met.end()), met.end());
    double best = 0;
    std::size_t group = number;
    for (const std::uint32_t leader : met) { // ascending: the older group wins among equals
        const double likeness = estimated_resemblance(story, leaders_[leader].signature);
        if (likeness >= kSameStory && likeness > best) {
            best = likeness;
            group = leaders_[leader].number;
        }
    }
    if (group != number) return group;
    for (std::size_t band = 0; band < kMinHashBands; ++band) {
        std::vector<std::uint32_t>& bucket = buckets_[band][band_key(story, band)];
        if (bucket.size() < kMostInBucket) bucket.push_back(static_cast<std::uint32_t>(leaders_.size()));
    }
    leaders_.push_back({number, story});
    return number;
}

std::vector<std::size_t> group_stories(std::span<const MinHashSignature> stories) {
    StoryGroups groups;
    std::vector<std::size_t> first;
    first.reserve(stories.size());
    for (const MinHashSignature& story : stories) first.push_back(groups.add(story));
    return first;
}

} // namespace hypha::edge::articles

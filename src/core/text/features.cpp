#include "core/text/features.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "core/text/folded_text.hpp"
#include "core/text/letters.hpp"

namespace hypha::text {
namespace {

constexpr std::size_t kMostLanguageLetters = 1'200;
constexpr std::size_t kMostTopicLetters = 8'000;
constexpr std::size_t kLongestGram = 4;
constexpr std::size_t kStemLetters = 5;

// Kinds of n-gram must not meet in a slot by meaning, only by chance: each begins with a seed of its own.
enum class Gram : std::uint32_t { characters = 1, word = 2, pair = 3, stem = 4 };

class Hash {
public:
    explicit Hash(Gram gram) { add(static_cast<char32_t>(gram)); }

    Hash& add(char32_t point) {
        value_ = (value_ ^ static_cast<std::uint32_t>(point)) * 16'777'619U;
        return *this;
    }

    Hash& add(std::u32string_view points) {
        for (const char32_t point : points) {
            add(point);
        }
        return *this;
    }

    std::uint32_t value() const {
        std::uint32_t mixed = value_;
        mixed = (mixed ^ (mixed >> 16U)) * 0x85EB'CA6BU;
        mixed = (mixed ^ (mixed >> 13U)) * 0xC2B2'AE35U;
        return mixed ^ (mixed >> 16U);
    }

private:
    std::uint32_t value_ = 2'166'136'261U;
};

using Hashes = std::vector<std::uint32_t>;

// Digits belong to no language: they go, and with them the words that were nothing else.
std::u32string letters_only(std::u32string text) {
    std::erase(text, U'0');
    const auto rest = std::ranges::unique(text, [](char32_t a, char32_t b) { return a == U' ' && b == U' '; });
    text.erase(rest.begin(), rest.end());
    return text;
}

Hashes language_hashes(std::string_view utf8) {
    const std::u32string text = letters_only(fold_text(utf8, kMostLanguageLetters));
    Hashes hashes;
    hashes.reserve(text.size() * kLongestGram);
    for (std::size_t at = 0; at < text.size(); ++at) {
        Hash hash(Gram::characters);
        for (std::size_t length = 1; length <= kLongestGram && at + length <= text.size(); ++length) {
            hash.add(text[at + length - 1]);
            if (length > 1 || text[at] != U' ') {
                hashes.push_back(hash.value());
            }
        }
    }
    return hashes;
}

Hashes topic_hashes(std::string_view utf8) {
    std::u32string text = fold_text(utf8, kMostTopicLetters);
    for (char32_t& point : text) {
        point = without_accent(point);
    }
    Hashes hashes;
    std::u32string_view before;
    std::u32string_view rest = text;
    while (rest.size() > 1) {
        rest.remove_prefix(1); // the space in front
        const std::u32string_view word = rest.substr(0, rest.find(U' '));
        rest.remove_prefix(word.size());
        hashes.push_back(Hash(Gram::word).add(word).value());
        if (word.size() > kStemLetters) {
            hashes.push_back(Hash(Gram::stem).add(word.substr(0, kStemLetters)).value());
        }
        if (!before.empty()) {
            hashes.push_back(Hash(Gram::pair).add(before).add(U' ').add(word).value());
        }
        before = word;
    }
    return hashes;
}

} // namespace

std::optional<FeatureKind> feature_kind_of(std::string_view name) {
    if (name == "language-1") {
        return FeatureKind::language_1;
    }
    return name == "topic-1" ? std::optional(FeatureKind::topic_1) : std::nullopt;
}

Features features_of(std::string_view utf8, FeatureKind kind, std::uint32_t slot_count) {
    Hashes slots = kind == FeatureKind::language_1 ? language_hashes(utf8) : topic_hashes(utf8);
    for (std::uint32_t& slot : slots) {
        slot &= slot_count - 1;
    }
    std::ranges::sort(slots);
    Features out;
    const auto total = static_cast<float>(slots.size());
    for (auto at = slots.begin(); at != slots.end();) {
        const auto end = std::find_if(at, slots.end(), [at](std::uint32_t slot) { return slot != *at; });
        out.slots.push_back(static_cast<std::int32_t>(*at));
        out.weights.push_back(std::sqrt(static_cast<float>(end - at) / total));
        at = end;
    }
    return out;
}

} // namespace hypha::text

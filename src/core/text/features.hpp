// What a network reads of a text: hashed n-grams with a weight each. Two kinds, named in a model's manifest:
//   language-1  sequences of 1 to 4 code points over word boundaries, of the first 1,200 letters (digits left out)
//   topic-1     words, pairs of neighbours, and the first 5 letters of longer words (in place of a stemmer), accents dropped,
//               of the first 8,000 letters
// Weight: sqrt(count / sum of counts), so that squares sum to 1: Hellinger's map; sqrt is exact in IEEE 754, so every machine agrees.
// The hash is FNV-1a over code points with murmur3's finaliser. Changing anything here needs new kinds and new models.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hypha::text {

enum class FeatureKind { language_1, topic_1 };

std::optional<FeatureKind> feature_kind_of(std::string_view name);

// As ONNX wants it: a column of rows to gather and a column of weights. Slots ascend, none twice; both empty without a word.
struct Features {
    std::vector<std::int32_t> slots;
    std::vector<float> weights;
};

// `slot_count` must be a power of two.
Features features_of(std::string_view utf8, FeatureKind kind, std::uint32_t slot_count);

} // namespace hypha::text

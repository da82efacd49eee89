// What training says about the text models: file and hash, what they answer, which features they read, labels, temperature, threshold.
// Guarantee: a manifest that parses is whole and sane, else `manifest_invalid`: a model without its card or threshold names nothing.
// Format: models/text/manifest.json, written by models/text/training; schema 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/text/features.hpp"

namespace hypha::text {

enum class TextTask { language, topic };

struct TextModel {
    std::string name;
    std::string version;
    std::string file; // below models/text
    std::string sha256;
    std::int64_t bytes = 0;
    std::string licence;
    std::string card;
    TextTask task = TextTask::language;
    std::string lang; // the language that a topic model reads; empty for the language model
    FeatureKind features = FeatureKind::language_1;
    std::uint32_t slot_count = 0; // a power of two
    std::vector<std::string> labels;
    float temperature = 1;
    float reject_below = 1; // the best label's probability must reach it, or the answer is "other"
};

struct TextManifest {
    std::vector<TextModel> models; // exactly one for the language, at most one topic model for each language
};

Result<TextManifest> parse_text_manifest(std::string_view json);

// The manifest that was compiled in. Should it not parse (a test says it does) it is empty: no answers.
const TextManifest& shipped_text_manifest();

} // namespace hypha::text

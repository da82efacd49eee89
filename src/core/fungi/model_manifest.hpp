// What training says about a model: its file and hash, its input, its thresholds and what each output means.
// Guarantee: a manifest that parses is whole (hash, card, thresholds, labels all present and sane); anything less is an Error
// `manifest_invalid`, so that a model without its card or thresholds never names anything (fails closed).
// Format: models/manifest.json, written by models/training; schema 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::fungi {

enum class LabelKind { species, genus_rest, other_mushroom, not_mushroom };

struct Label {
    LabelKind kind = LabelKind::other_mushroom;
    std::string genus;   // species and genus_rest
    std::string species; // the whole Latin name; species only
};

struct Thresholds {
    float not_mushroom = 1;
    float likely = 1;
    float possible = 1;
    float quality_sharpness_min = 0; // below: the photo is called blurred; 0 when training gave none
};

struct ModelInput {
    std::string name;
    int width = 0;
    int height = 0;
    float crop_fraction = 1;
};

struct ModelManifest {
    std::string name;
    std::string version;
    std::string file;
    std::string sha256; // lower-case hex
    std::int64_t bytes = 0;
    std::string licence;
    std::string card;
    ModelInput input;
    std::string logits_output;
    std::string embedding_output;
    float temperature = 1;
    Thresholds thresholds;
    std::vector<Label> labels;
};

// The first model of the list.
Result<ModelManifest> parse_manifest(std::string_view json);

// The manifest that was compiled in. Should it not parse (a test says it does) it has no labels and no hash: no answers.
const ModelManifest& shipped_manifest();

} // namespace hypha::fungi

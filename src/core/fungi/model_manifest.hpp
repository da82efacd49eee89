// What training says about a model: its file and hash, its input, its thresholds and what each output means.
// Guarantee: a manifest that parses is whole (hash, card, thresholds, labels all present and sane); anything less is an Error
// `manifest_invalid`, so that a model without its card or thresholds never names anything (fails closed).
// Format: models/manifest.json, written by models/training; schema 1. `few_shot` must be there when there are prototypes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::fungi {

// Leaves are exclusive and take part in the softmax: species, the rest of a genus, any other mushroom, no mushroom. Behind them
// come cosines of the photo's embedding (-1..1): to the prototype of a species, and to reference pictures.
enum class LabelKind { species, genus_rest, other_mushroom, not_mushroom, prototype, reference };

struct Label {
    LabelKind kind = LabelKind::other_mushroom;
    std::string genus;   // all but other_mushroom and not_mushroom
    std::string species; // the whole Latin name; species, prototype and reference
    std::string picture; // file name without ending; reference only
};

// How cosines become probabilities (prototypes.hpp), fitted by training on photos kept apart: logit = scale * cosine, against
// `none`, the logit of "no listed species".
struct CosineScale {
    float scale = 0;
    float none = 0;
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
    std::string evidence_output; // empty: this model has no heat map
    float temperature = 1;
    Thresholds thresholds;
    CosineScale other_genera;  // among species of genera without a leaf
    CosineScale within_genus;  // among the species of one genus
    std::vector<Label> labels; // what each number of the network's answer means: leaves first
    std::size_t leaf_count = 0;
};

// The first model of the list.
Result<ModelManifest> parse_manifest(std::string_view json);

// The manifest that was compiled in. Should it not parse (a test says it does) it has no labels and no hash: no answers.
const ModelManifest& shipped_manifest();

} // namespace hypha::fungi

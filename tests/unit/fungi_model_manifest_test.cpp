// A manifest is whole or it is refused: taking away or spoiling any one member must give no model at all.
#include "core/fungi/model_manifest.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/fungi/genus_table.hpp"
#include "unit/attack.hpp"

namespace hypha::fungi {
namespace {

using Json = nlohmann::json;

const char* const kWhole = R"({"schema":1,"models":[{"name":"m","version":"2","file":"m.onnx",
 "sha256":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","bytes":12,"licence":"Apache-2.0","card":"m.json",
 "input":{"name":"input","width":224,"height":192,"layout":"NCHW","scale":"px/127.5-1","resize":"area","crop_fraction":0.9},
 "outputs":{"logits":"logits","embedding":"embedding","embedding_size":1280},"temperature":1.5,
 "thresholds":{"not_mushroom":0.5,"likely":0.7,"possible":0.3,"quality_sharpness_min":25},
 "labels":[{"kind":"species","genus":"Boletus","species":"Boletus edulis"},{"kind":"genus_rest","genus":"Boletus"},
  {"kind":"other_mushroom"},{"kind":"not_mushroom"}]}]})";

bool refused(const Json& json) {
    const auto manifest = parse_manifest(json.dump());
    return !manifest && manifest.error().code == "manifest_invalid";
}

} // namespace

TEST_CASE("a whole manifest is read", "[model_manifest]") {
    const auto manifest = parse_manifest(kWhole);
    REQUIRE(manifest.has_value());
    CHECK(manifest->file == "m.onnx");
    CHECK(manifest->bytes == 12);
    CHECK(manifest->input.width == 224);
    CHECK(manifest->input.height == 192);
    CHECK(manifest->input.crop_fraction == 0.9F);
    CHECK(manifest->temperature == 1.5F);
    CHECK(manifest->thresholds.likely == 0.7F);
    CHECK(manifest->thresholds.quality_sharpness_min == 25.0F);
    REQUIRE(manifest->labels.size() == 4);
    CHECK(manifest->labels[0].species == "Boletus edulis");
    CHECK(manifest->labels[3].kind == LabelKind::not_mushroom);
}

TEST_CASE("a manifest without any one of its members is refused", "[model_manifest]") {
    for (const char* const path : {"/schema",
                                   "/models",
                                   "/models/0/name",
                                   "/models/0/version",
                                   "/models/0/file",
                                   "/models/0/sha256",
                                   "/models/0/bytes",
                                   "/models/0/licence",
                                   "/models/0/card",
                                   "/models/0/input",
                                   "/models/0/input/name",
                                   "/models/0/input/width",
                                   "/models/0/input/layout",
                                   "/models/0/input/scale",
                                   "/models/0/input/resize",
                                   "/models/0/input/crop_fraction",
                                   "/models/0/outputs/logits",
                                   "/models/0/temperature",
                                   "/models/0/thresholds",
                                   "/models/0/thresholds/not_mushroom",
                                   "/models/0/thresholds/likely",
                                   "/models/0/thresholds/possible",
                                   "/models/0/labels"}) {
        CAPTURE(path);
        Json json = Json::parse(kWhole);
        const Json::json_pointer pointer(path);
        json[pointer.parent_pointer()].erase(pointer.back());
        CHECK(refused(json));
        json = Json::parse(kWhole);
        json[pointer] = Json::array();
        CHECK(refused(json));
    }
}

TEST_CASE("a manifest with an absurd value is refused", "[model_manifest]") {
    const std::vector<std::pair<const char*, Json>> spoilt{
        {"/schema", 2},
        {"/models/0/sha256", "00112233"},
        {"/models/0/sha256", "ZZ112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"},
        {"/models/0/temperature", 0},
        {"/models/0/thresholds/likely", 0.2},
        {"/models/0/thresholds/not_mushroom", 7},
        {"/models/0/input/width", 100000},
        {"/models/0/input/crop_fraction", 1.1},
        {"/models/0/input/resize", "nearest"},
        {"/models/0/input/scale", "px/255"},
        {"/models/0/card", ""},
        {"/models/0/labels/0/species", "Amanita muscaria"},
        {"/models/0/labels/0/kind", "safe"},
        {"/models/0/labels/2/kind", "not_mushroom"},
        {"/models/0/labels/1", Json{{"kind", "genus_rest"}}}};
    for (const auto& [path, value] : spoilt) {
        CAPTURE(path);
        Json json = Json::parse(kWhole);
        json[Json::json_pointer(path)] = value;
        CHECK(refused(json));
    }
}

TEST_CASE("prototypes stand behind the leaves and need the numbers that make them probabilities", "[model_manifest]") {
    Json json = Json::parse(kWhole);
    Json& model = json["models"][0];
    const Json prototype{{"kind", "prototype"}, {"genus", "Hydnum"}, {"species", "Hydnum repandum"}};
    model["labels"].push_back(prototype);
    CHECK(refused(json)); // no few_shot
    model["few_shot"] =
        Json{{"other_genera", {{"scale", 18}, {"none", 7}}}, {"within_genus", {{"scale", 16}, {"none", 5}}}};
    model["labels"].push_back(
        {{"kind", "reference"}, {"genus", "Hydnum"}, {"species", "Hydnum repandum"}, {"picture", "hydnum_repandum"}});
    const auto manifest = parse_manifest(json.dump());
    REQUIRE(manifest.has_value());
    CHECK(manifest->leaf_count == 4);
    CHECK(manifest->labels[5].picture == "hydnum_repandum");
    CHECK(manifest->other_genera.scale == 18.0F);
    CHECK(manifest->within_genus.none == 5.0F);
    Json spoilt = json;
    spoilt["models"][0]["few_shot"]["within_genus"].erase("scale");
    CHECK(refused(spoilt));
    spoilt = json;
    spoilt["models"][0]["labels"][5].erase("picture");
    CHECK(refused(spoilt));
    spoilt = json;
    spoilt["models"][0]["labels"].push_back({{"kind", "genus_rest"}, {"genus", "Hydnum"}});
    CHECK(refused(spoilt)); // a leaf behind a prototype
    spoilt = json;
    spoilt["models"][0]["labels"].push_back(prototype);
    CHECK(refused(spoilt)); // twice
}

TEST_CASE("a manifest reader answers whatever the bytes are", "[model_manifest]") {
    const std::string text(kWhole);
    int read = 0;
    attack(std::vector<std::uint8_t>(text.begin(), text.end()), [&read](std::span<const std::uint8_t> bytes) {
        const auto manifest = parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        const bool sane = manifest ? manifest->labels.size() >= 3 && manifest->temperature > 0
                                   : manifest.error().code == "manifest_invalid";
        CHECK(sane);
        read += manifest ? 1 : 0;
    });
    CHECK(read > 0); // a flipped bit in a name is still a manifest
}

TEST_CASE("the shipped manifest is whole and every genus in it is described", "[model_manifest]") {
    const ModelManifest& manifest = shipped_manifest();
    REQUIRE_FALSE(manifest.sha256.empty());
    REQUIRE(manifest.labels.size() > 10);
    for (const Label& label : manifest.labels) {
        if (!label.genus.empty()) {
            CAPTURE(label.genus);
            CHECK(find_genus(label.genus) != nullptr);
        }
    }
}

} // namespace hypha::fungi

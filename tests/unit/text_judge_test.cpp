// Scores to answers: calibrated, rejected when thin, refused when they belong to another model. And the manifest fails closed.
#include "core/text/judge_text.hpp"

#include <limits>
#include <vector>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "unit/attack.hpp"

namespace hypha::text {
namespace {

using Json = nlohmann::json;

const char* const kHash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

TextModel small_model() {
    TextModel model;
    model.sha256 = kHash;
    model.task = TextTask::topic;
    model.labels = {"politics", "sports", "economy", "culture"};
    model.temperature = 2;
    model.reject_below = 0.4F;
    return model;
}

Json whole() {
    return Json::parse(R"({"schema":1,"models":[
 {"name":"l","version":"1","file":"l.onnx","sha256":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","bytes":12,
  "licence":"Apache-2.0","card":"l.json","task":"language","features":"language-1","slots":65536,"labels":["es","en","und"],
  "temperature":1.5,"reject_below":0.35},
 {"name":"t","version":"1","file":"t.onnx","sha256":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","bytes":12,
  "licence":"Apache-2.0","card":"t.json","task":"topic","lang":"es","features":"topic-1","slots":131072,"labels":["a","b"],
  "temperature":1,"reject_below":0.3}]})");
}

bool is_refused(const Json& json) {
    const auto manifest = parse_text_manifest(json.dump());
    return !manifest && manifest.error().code == "manifest_invalid";
}

} // namespace

TEST_CASE("the best label is the answer, under the model's temperature", "[text_judge]") {
    const auto answer = judge_text(small_model(), kHash, std::vector<float>{0, 4, 0, -2});
    REQUIRE(answer);
    CHECK(answer->label == "sports");
    CHECK(answer->probability == Catch::Approx(0.7573).margin(0.001)); // e^2 / (e^2 + 2 + e^-1)
    REQUIRE(answer->candidates.size() == kMostCandidates);
    CHECK(answer->candidates[0].label == "sports");
    CHECK(answer->candidates[1].label == "economy"); // equals in the order of their names
    CHECK(answer->candidates[2].label == "politics");
}

TEST_CASE("thin evidence is 'other', and the candidates stay visible", "[text_judge]") {
    const auto answer = judge_text(small_model(), kHash, std::vector<float>{0, 0.5F, 0, 0});
    REQUIRE(answer);
    CHECK(answer->label == "other");
    CHECK(answer->candidates[0].label == "sports");
    CHECK(answer->probability == Catch::Approx(1 - answer->candidates[0].probability));
    TextModel language = small_model();
    language.task = TextTask::language;
    CHECK(judge_text(language, kHash, std::vector<float>{0, 0, 0, 0})->label == "und");
}

TEST_CASE("scores of another model, or none, give no answer", "[text_judge]") {
    const std::vector<float> good{0, 1, 2, 3};
    CHECK(judge_text(small_model(), "ff", good).error().code == "model_mismatch");
    for (const std::vector<float>& scores :
         {std::vector<float>{}, std::vector<float>{1, 2, 3}, std::vector<float>{1, 2, 3, 4, 5},
          std::vector<float>{1, 2, 3, std::numeric_limits<float>::quiet_NaN()}}) {
        const auto answer = judge_text(small_model(), kHash, scores);
        REQUIRE_FALSE(answer);
        CHECK(answer.error().code == "scores_invalid");
    }
    CHECK(judge_text(small_model(), kHash, std::vector<float>{-3e38F, 3e38F, 0, 0})->probability == 1.0F);
}

TEST_CASE("a whole text manifest is read", "[text_manifest]") {
    const auto manifest = parse_text_manifest(whole().dump());
    REQUIRE(manifest);
    REQUIRE(manifest->models.size() == 2);
    CHECK(manifest->models[0].task == TextTask::language);
    CHECK(manifest->models[1].lang == "es");
    CHECK(manifest->models[1].features == FeatureKind::topic_1);
    CHECK(manifest->models[1].slot_count == 131'072);
    CHECK(manifest->models[0].temperature == 1.5F);
}

TEST_CASE("a text manifest without any one of its members is refused", "[text_manifest]") {
    for (const char* const path : {"/schema", "/models", "/models/0/name", "/models/0/version", "/models/0/file",
                                   "/models/0/sha256", "/models/0/bytes", "/models/0/licence", "/models/0/card",
                                   "/models/0/task", "/models/1/lang", "/models/0/features", "/models/0/slots",
                                   "/models/0/labels", "/models/0/temperature", "/models/0/reject_below"}) {
        CAPTURE(path);
        const Json::json_pointer pointer(path);
        Json json = whole();
        json[pointer.parent_pointer()].erase(pointer.back());
        CHECK(is_refused(json));
        json = whole();
        json[pointer] = Json::array();
        CHECK(is_refused(json));
    }
    const std::vector<std::pair<const char*, Json>> spoilt{{"/schema", 2},
                                                           {"/models/0/sha256", "0011"},
                                                           {"/models/0/slots", 65'535},
                                                           {"/models/0/slots", 1e12},
                                                           {"/models/0/temperature", 0},
                                                           {"/models/0/reject_below", 1.5},
                                                           {"/models/0/labels/1", "es"},
                                                           {"/models/0/labels/1", ""},
                                                           {"/models/0/features", "topic-2"},
                                                           {"/models/0/task", "mood"},
                                                           {"/models/1/task", "language"},
                                                           {"/models/0/task", "topic"}};
    for (const auto& [path, value] : spoilt) {
        CAPTURE(path);
        Json json = whole();
        json[Json::json_pointer(path)] = value;
        CHECK(is_refused(json)); // a second language model meets the first; a topic model needs a language
    }
    Json twice = whole();
    twice["models"].push_back(twice["models"][1]);
    CHECK(is_refused(twice));
}

TEST_CASE("a text manifest reader answers whatever the bytes are", "[text_manifest]") {
    const std::string text = whole().dump();
    int read = 0;
    attack(std::vector<std::uint8_t>(text.begin(), text.end()), [&read](std::span<const std::uint8_t> bytes) {
        const auto manifest = parse_text_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        const bool sane = manifest ? !manifest->models.empty() : manifest.error().code == "manifest_invalid";
        CHECK(sane);
        read += manifest ? 1 : 0;
    });
    CHECK(read > 0); // a flipped bit in a name is still a manifest
}

TEST_CASE("the shipped text manifest names a language model and topics in es and en", "[text_manifest]") {
    std::vector<std::string> langs;
    for (const TextModel& model : shipped_text_manifest().models) {
        langs.push_back(model.lang);
        CHECK(model.bytes <= 1'500'000);
    }
    CHECK(langs == std::vector<std::string>{"", "es", "en"});
}

} // namespace hypha::text

// The native build against what media.wasm in Node wrote into tests/golden/answers.json: the same pixels give the same tensor, bit for
// bit, and the same scores give the same verdict. tests/cli/golden.test.mjs holds the other side.
#include <bit>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "cli/photo_decoder.hpp"
#include "core/fungi/judge.hpp"
#include "core/fungi/verdict_json.hpp"
#include "core/vision/quality.hpp"

namespace hypha {
namespace {

using Json = nlohmann::json;

Json golden() {
    std::ifstream file(HYPHA_SOURCE_DIR "/tests/golden/answers.json");
    return Json::parse(file, nullptr, false);
}

// FNV-1a (32 bit), as in tests/golden/answers.mjs.
std::string fingerprint(const std::vector<float>& floats) {
    std::uint32_t hash = 0x811C9DC5U;
    for (const float each : floats) {
        const auto bits = std::bit_cast<std::uint32_t>(each);
        for (unsigned shift = 0; shift < 32; shift += 8) {
            hash = (hash ^ ((bits >> shift) & 0xFF)) * 0x01000193U;
        }
    }
    char text[9];
    std::snprintf(text, sizeof text, "%08x", hash);
    return text;
}

} // namespace

TEST_CASE("the golden answers are of the model that ships", "[golden]") {
    const Json answers = golden();
    REQUIRE(answers.is_object());
    INFO("after a new model: npm start (it builds), then node tests/golden/make_answers.mjs");
    CHECK(answers["model_sha256"].get<std::string>() == fungi::shipped_manifest().sha256);
}

TEST_CASE("native code makes the tensors that WASM makes, bit for bit", "[golden]") {
    const Json answers = golden();
    REQUIRE(answers["photos"].size() >= 20);
    const fungi::ModelInput& input = fungi::shipped_manifest().input;
    for (const Json& photo : answers["photos"]) {
        const auto name = photo["file"].get<std::string>();
        CAPTURE(name);
        std::ifstream file(HYPHA_SOURCE_DIR "/tests/fixtures/" + name, std::ios::binary);
        const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        const auto decoded = cli::decode_photo(bytes);
        REQUIRE(decoded.has_value());
        const vision::TensorShape shape{input.width, input.height, input.crop_fraction};
        for (const auto arithmetic : {vision::Arithmetic::simd, vision::Arithmetic::scalar}) {
            std::vector<float> tensor(shape.floats());
            vision::make_input_tensor(decoded->view(), decoded->orientation, shape, tensor, arithmetic);
            CHECK(fingerprint(tensor) == photo["tensor"].get<std::string>());
            const vision::Quality quality = vision::measure_quality(tensor, shape);
            CHECK(std::abs(quality.sharpness / photo["sharpness"].get<float>() - 1.0F) < 1e-5F);
            CHECK(std::abs(quality.exposure - photo["exposure"].get<float>()) < 1e-5F);
        }
    }
}

TEST_CASE("native code judges the golden scores as WASM does", "[golden]") {
    for (const Json& photo : golden()["photos"]) {
        CAPTURE(photo["file"].get<std::string>());
        const std::vector<std::vector<float>> views{photo["logits"].get<std::vector<float>>()};
        const auto verdict = fungi::judge(fungi::shipped_manifest(), fungi::shipped_manifest().sha256, views);
        REQUIRE(verdict.has_value());
        const Json mine = Json::parse(fungi::encode_verdict(*verdict), nullptr, false);
        const Json& theirs = photo["verdict"];
        CHECK(mine["state"] == theirs["state"]);
        CHECK(mine["name"] == theirs["name"]);
        CHECK(mine["rank"] == theirs["rank"]);
        CHECK(mine["risk"] == theirs["risk"]);
        REQUIRE(mine["candidates"].size() == theirs["candidates"].size());
        for (std::size_t i = 0; i < mine["candidates"].size(); ++i) {
            CHECK(mine["candidates"][i]["name"] == theirs["candidates"][i]["name"]);
            CHECK(std::abs(mine["candidates"][i]["probability"].get<double>() -
                           theirs["candidates"][i]["probability"].get<double>()) < 1e-6);
        }
    }
}

} // namespace hypha

// The text models run without ONNX Runtime: the scores that ONNX Runtime Web gave (tests/golden/text_scores.json), and a file that is
// cut off, flipped or of another graph is refused or at worst gives other numbers, never a read outside of it.
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/text/linear_network.hpp"
#include "core/text/text_manifest.hpp"
#include "unit/attack.hpp"

namespace hypha::text {
namespace {

using Json = nlohmann::json;

std::string read_file(const std::string& path) {
    std::ifstream file(HYPHA_SOURCE_DIR "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void put_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>((value & 0x7FU) | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

std::string field(unsigned number, std::string_view bytes) {
    std::string out;
    put_varint(out, (number << 3U) | 2U);
    put_varint(out, bytes.size());
    return out.append(bytes);
}

std::string field(unsigned number, std::uint64_t value) {
    std::string out;
    put_varint(out, number << 3U);
    put_varint(out, value);
    return out;
}

std::string node(std::string_view operation, const std::vector<std::string>& inputs, std::string_view output) {
    std::string out;
    for (const std::string& input : inputs) {
        out += field(1, input);
    }
    return field(1, out + field(2, output) + field(4, operation));
}

std::string tensor(std::string_view name, const std::vector<std::uint64_t>& dims, std::uint64_t type,
                   std::string_view raw) {
    std::string out;
    for (const std::uint64_t dim : dims) {
        out += field(1, dim);
    }
    return field(5, out + field(2, type) + field(8, name) + field(9, raw));
}

const std::string kTwoFloats("\0\0\x80\x3F\0\0\0\x40", 8); // 1 and 2

// Four slots, two labels.
std::string small_network(std::string_view gather = "Gather", std::uint64_t labels = 2) {
    return field(1, std::uint64_t{8}) +
           field(7, node(gather, {"table", "slots"}, "rows") + node("Cast", {"rows"}, "float_rows") +
                        node("MatMul", {"weights", "float_rows"}, "sums") + node("Mul", {"sums", "scale"}, "scaled") +
                        node("Add", {"scaled", "bias"}, "scores") +
                        tensor("table", {4, labels}, 3, std::string("\x01\x02\x03\x04\xFF\xFE\x07\x08", 8)) +
                        tensor("scale", {2}, 1, kTwoFloats) + tensor("bias", {2}, 1, kTwoFloats));
}

} // namespace

TEST_CASE("a small network is summed by hand", "[text][network]") {
    const std::string file = small_network();
    const auto network = LinearNetwork::read(file);
    REQUIRE(network.has_value());
    CHECK(network->slot_count() == 4);
    CHECK(network->label_count() == 2);
    // rows (3, 4) and (-1, -2) at weights 0.5 and 1: sums 0.5 and 0; scales and biases 1 and 2
    CHECK(network->scores({{1, 2}, {0.5F, 1.0F}}) == std::vector<float>{1.5F, 2.0F});
    CHECK(network->scores({}) == std::vector<float>{1.0F, 2.0F});
}

TEST_CASE("another graph, other sizes and no file at all are refused", "[text][network]") {
    for (const std::string& file : {std::string(), std::string("no model"), small_network("Slice"),
                                    small_network("Gather", 3), small_network().substr(0, 90)}) {
        const auto network = LinearNetwork::read(file);
        REQUIRE_FALSE(network.has_value());
        CHECK(network.error().code == "bad_network");
        CHECK_FALSE(network.error().detail.empty());
    }
}

TEST_CASE("a network of hostile bytes is never read outside of them", "[text][network]") {
    const std::string whole = small_network();
    std::size_t refused = 0;
    attack({whole.begin(), whole.end()}, [&refused](std::span<const std::uint8_t> bytes) {
        const auto network = LinearNetwork::read({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!network) {
            ++refused;
        } else if (network->slot_count() > 3) {
            CHECK(network->scores({{0, 3}, {1, 1}}).size() == network->label_count());
        }
    });
    CHECK(refused > whole.size());
}

TEST_CASE("the text models score as ONNX Runtime Web does", "[text][network][golden]") {
    const Json golden = Json::parse(read_file("tests/golden/text_scores.json"), nullptr, false);
    REQUIRE(golden.is_object());
    const auto& models = shipped_text_manifest().models;
    REQUIRE(golden["models"].size() == models.size());
    for (std::size_t i = 0; i < models.size(); ++i) {
        CAPTURE(models[i].file);
        INFO("after new models: npm start (it builds), then node tests/golden/make_text_scores.mjs");
        REQUIRE(golden["models"][i]["sha256"].get<std::string>() == models[i].sha256);
        const std::string file = read_file("models/text/" + models[i].file);
        const auto network = LinearNetwork::read(file);
        REQUIRE(network.has_value());
        CHECK(network->slot_count() == models[i].slot_count);
        REQUIRE(network->label_count() == models[i].labels.size());
        for (std::size_t text = 0; text < golden["texts"].size(); ++text) {
            const Features features =
                features_of(golden["texts"][text].get<std::string>(), models[i].features, models[i].slot_count);
            const std::vector<float> scores = network->scores(features);
            for (std::size_t label = 0; label < scores.size(); ++label) {
                CHECK(std::abs(scores[label] - golden["models"][i]["scores"][text][label].get<float>()) < 1e-4F);
            }
        }
    }
}

} // namespace hypha::text

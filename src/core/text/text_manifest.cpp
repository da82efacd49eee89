#include "core/text/text_manifest.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/sha256_hex.hpp"

namespace hypha::text {
namespace {

using Json = nlohmann::json;

constexpr double kMostSlots = 1U << 20U;

// Reads the members of one model and remembers the first that is missing or absurd.
class ModelReader {
public:
    explicit ModelReader(const Json& json) : json_(json) {}

    std::string text(const char* name) {
        const auto found = json_.find(name);
        if (found == json_.end() || !found->is_string() || found->get_ref<const std::string&>().empty()) {
            fail(name);
            return {};
        }
        return found->get<std::string>();
    }

    double number(const char* name, double low, double high) {
        const auto found = json_.find(name);
        const double value = found != json_.end() && found->is_number() ? found->get<double>() : std::nan("");
        if (value >= low && value <= high) { // false for what is not a number
            return value;
        }
        fail(name);
        return low;
    }

    std::vector<std::string> labels() {
        std::vector<std::string> out;
        const auto found = json_.find("labels");
        if (found != json_.end() && found->is_array()) {
            for (const Json& label : *found) {
                out.push_back(label.is_string() ? label.get<std::string>() : "");
            }
        }
        const std::set<std::string> distinct(out.begin(), out.end());
        if (out.size() < 2 || distinct.size() != out.size() || distinct.contains("")) {
            fail("labels");
        }
        return out;
    }

    void fail(std::string what) {
        if (wrong_.empty()) {
            wrong_ = std::move(what);
        }
    }

    const std::string& wrong() const { return wrong_; }

private:
    const Json& json_;
    std::string wrong_;
};

Result<TextModel> read_model(const Json& json) {
    if (!json.is_object()) {
        return failure("manifest_invalid", "models");
    }
    ModelReader reader(json);
    TextModel out;
    out.name = reader.text("name");
    out.version = reader.text("version");
    out.file = reader.text("file");
    out.sha256 = reader.text("sha256");
    out.bytes = static_cast<std::int64_t>(reader.number("bytes", 1, 1e9));
    out.licence = reader.text("licence");
    out.card = reader.text("card");
    const std::string task = reader.text("task");
    out.task = task == "topic" ? TextTask::topic : TextTask::language;
    if (task != "topic" && task != "language") {
        reader.fail("task");
    }
    if (out.task == TextTask::topic) {
        out.lang = reader.text("lang");
    }
    const auto kind = feature_kind_of(reader.text("features"));
    out.features = kind.value_or(FeatureKind::language_1);
    out.slot_count = static_cast<std::uint32_t>(reader.number("slots", 2, kMostSlots));
    if (!kind || !std::has_single_bit(out.slot_count)) {
        reader.fail("features");
    }
    out.labels = reader.labels();
    out.temperature = static_cast<float>(reader.number("temperature", 0.01, 100));
    out.reject_below = static_cast<float>(reader.number("reject_below", 0, 1));
    if (!is_sha256_hex(out.sha256)) {
        reader.fail("sha256");
    }
    if (!reader.wrong().empty()) {
        return failure("manifest_invalid", reader.wrong());
    }
    return out;
}

} // namespace

Result<TextManifest> parse_text_manifest(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    const auto models = json.is_object() ? json.find("models") : json.end();
    const auto schema = json.is_object() ? json.find("schema") : json.end();
    if (!json.is_object() || schema == json.end() || *schema != 1 || models == json.end() || !models->is_array()) {
        return failure("manifest_invalid", "schema or models");
    }
    TextManifest out;
    std::set<std::string> answered; // the language of a topic model; "" is the language model itself
    for (const Json& each : *models) {
        auto model = read_model(each);
        if (!model) {
            return std::unexpected(std::move(model.error()));
        }
        if (!answered.insert(model->lang).second) {
            return failure("manifest_invalid", "two models for one question");
        }
        out.models.push_back(std::move(*model));
    }
    if (!answered.contains("")) {
        return failure("manifest_invalid", "no language model");
    }
    return out;
}

} // namespace hypha::text

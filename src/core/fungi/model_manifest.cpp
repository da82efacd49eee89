#include "core/fungi/model_manifest.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "core/base/sha256_hex.hpp"

namespace hypha::fungi {
namespace {

using Json = nlohmann::json;

// Reads members and remembers the first that is missing or of another type.
class Reader {
public:
    const Json& object(const Json& parent, const char* name) {
        static const Json kEmpty = Json::object();
        const auto found = parent.is_object() ? parent.find(name) : parent.end();
        if (!parent.is_object() || found == parent.end() || !found->is_object()) {
            fail(name);
            return kEmpty;
        }
        return *found;
    }

    std::string text(const Json& parent, const char* name) {
        const auto found = parent.find(name);
        if (found == parent.end() || !found->is_string() || found->get_ref<const std::string&>().empty()) {
            fail(name);
            return {};
        }
        return found->get<std::string>();
    }

    double number(const Json& parent, const char* name, double low, double high) {
        const auto found = parent.find(name);
        const double value = found != parent.end() && found->is_number() ? found->get<double>() : std::nan("");
        if (value >= low && value <= high) { // false for what is not a number
            return value;
        }
        fail(name);
        return low;
    }

    void fail(const std::string& what) {
        if (!wrong_) {
            wrong_ = what;
        }
    }

    const std::optional<std::string>& wrong() const { return wrong_; }

private:
    std::optional<std::string> wrong_;
};

Label read_label(const Json& json, Reader& reader) {
    const std::string kind = json.is_object() ? reader.text(json, "kind") : "";
    if (kind == "species" || kind == "prototype" || kind == "reference") {
        Label label{LabelKind::species, reader.text(json, "genus"), reader.text(json, "species"), {}};
        if (!label.species.starts_with(label.genus + ' ')) {
            reader.fail("species");
        }
        if (kind == "reference") {
            label.picture = reader.text(json, "picture");
        }
        label.kind = kind == "species"     ? LabelKind::species
                     : kind == "prototype" ? LabelKind::prototype
                                           : LabelKind::reference;
        return label;
    }
    if (kind == "genus_rest") {
        return {LabelKind::genus_rest, reader.text(json, "genus"), {}, {}};
    }
    if (kind != "other_mushroom" && kind != "not_mushroom") {
        reader.fail("kind");
    }
    return {kind == "not_mushroom" ? LabelKind::not_mushroom : LabelKind::other_mushroom, {}, {}, {}};
}

CosineScale read_scale(const Json& json, Reader& reader, const char* name) {
    const Json& scale = reader.object(json, name);
    return {static_cast<float>(reader.number(scale, "scale", 0.1, 1000)),
            static_cast<float>(reader.number(scale, "none", -1000, 1000))};
}

bool is_leaf(const Label& label) { return label.kind != LabelKind::prototype && label.kind != LabelKind::reference; }

// Leaves first, so that a softmax runs over one span; a prototype needs the numbers that make it a probability.
void read_meaning(const Json& json, Reader& reader, ModelManifest& out) {
    const auto behind = std::ranges::find_if_not(out.labels, is_leaf);
    out.leaf_count = static_cast<std::size_t>(behind - out.labels.begin());
    if (std::any_of(behind, out.labels.end(), is_leaf)) {
        reader.fail("labels");
    }
    if (std::ranges::find(out.labels, LabelKind::prototype, &Label::kind) != out.labels.end()) {
        const Json& few = reader.object(json, "few_shot");
        out.other_genera = read_scale(few, reader, "other_genera");
        out.within_genus = read_scale(few, reader, "within_genus");
    }
}

void read_labels(const Json& json, Reader& reader, std::vector<Label>& labels) {
    const auto found = json.find("labels");
    if (found == json.end() || !found->is_array()) {
        reader.fail("labels");
        return;
    }
    std::set<std::string> seen;
    for (const Json& each : *found) {
        Label label = read_label(each, reader);
        const std::string key =
            std::to_string(static_cast<int>(label.kind)) + label.genus + '/' + label.species + label.picture;
        if (!seen.insert(key).second) {
            reader.fail("labels"); // the same meaning twice: one of them is wrong
        }
        labels.push_back(std::move(label));
    }
    // Without these two the network could not say that it does not know.
    if (!seen.contains("2/") || !seen.contains("3/")) {
        reader.fail("labels");
    }
}

} // namespace

Result<ModelManifest> parse_manifest(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return failure("manifest_invalid", "not a JSON object");
    }
    Reader reader;
    if (reader.number(json, "schema", 0, 1'000) != 1) {
        return failure("manifest_invalid", "another schema than 1");
    }
    const auto models = json.find("models");
    if (models == json.end() || !models->is_array() || models->empty() || !models->front().is_object()) {
        return failure("manifest_invalid", "models");
    }
    const Json& model = models->front();
    ModelManifest out;
    out.name = reader.text(model, "name");
    out.version = reader.text(model, "version");
    out.file = reader.text(model, "file");
    out.sha256 = reader.text(model, "sha256");
    out.bytes = static_cast<std::int64_t>(reader.number(model, "bytes", 1, 1e9));
    out.licence = reader.text(model, "licence");
    out.card = reader.text(model, "card");
    const Json& input = reader.object(model, "input");
    out.input.name = reader.text(input, "name");
    out.input.width = static_cast<int>(reader.number(input, "width", 16, 1024));
    out.input.height = static_cast<int>(reader.number(input, "height", 16, 1024));
    out.input.crop_fraction = static_cast<float>(reader.number(input, "crop_fraction", 0.1, 1));
    if (reader.text(input, "layout") != "NCHW" || reader.text(input, "scale") != "px/127.5-1" ||
        reader.text(input, "resize") != "area") {
        reader.fail("input"); // core/vision makes this tensor and no other
    }
    const Json& outputs = reader.object(model, "outputs");
    out.logits_output = reader.text(outputs, "logits");
    out.embedding_output = reader.text(outputs, "embedding");
    out.evidence_output = outputs.contains("evidence") ? reader.text(outputs, "evidence") : "";
    out.temperature = static_cast<float>(reader.number(model, "temperature", 0.01, 100));
    const Json& thresholds = reader.object(model, "thresholds");
    out.thresholds.not_mushroom = static_cast<float>(reader.number(thresholds, "not_mushroom", 0.01, 1));
    out.thresholds.likely = static_cast<float>(reader.number(thresholds, "likely", 0.5, 1));
    out.thresholds.possible = static_cast<float>(reader.number(thresholds, "possible", 0.05, 1));
    if (thresholds.contains("quality_sharpness_min") && !thresholds["quality_sharpness_min"].is_null()) {
        out.thresholds.quality_sharpness_min =
            static_cast<float>(reader.number(thresholds, "quality_sharpness_min", 0, 1e6));
    }
    if (out.thresholds.possible > out.thresholds.likely) {
        reader.fail("thresholds");
    }
    if (!is_sha256_hex(out.sha256)) {
        reader.fail("sha256");
    }
    read_labels(model, reader, out.labels);
    read_meaning(model, reader, out);
    if (reader.wrong()) {
        return failure("manifest_invalid", *reader.wrong());
    }
    return out;
}

} // namespace hypha::fungi

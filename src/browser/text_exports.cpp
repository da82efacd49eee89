// The C face of text.wasm, called by web/text_wasm.mjs: what a text model reads of a text, and what its scores say. A text lies in
// this instance's memory, in a buffer that the caller takes with text_alloc and gives back with text_free. Features and answers live
// until the next call. Models are named by their place in the compiled-in manifest; a place that is not there gives nothing.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <emscripten/emscripten.h>
#include <nlohmann/json.hpp>

#include "core/text/features.hpp"
#include "core/text/judge_text.hpp"

namespace {

using namespace hypha;
using Json = nlohmann::json;

std::string& answer() {
    static std::string text;
    return text;
}

text::Features& held() {
    static text::Features features;
    return features;
}

const text::TextModel* model_at(std::uint32_t place) {
    const auto& models = text::shipped_text_manifest().models;
    return place < models.size() ? &models[place] : nullptr;
}

const char* say(const Json& json) {
    answer() = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return answer().c_str();
}

} // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void* text_alloc(std::uint32_t bytes) {
    return std::malloc(bytes); // null when memory is out; the caller says so
}

EMSCRIPTEN_KEEPALIVE void text_free(void* memory) { std::free(memory); }

// The models as a JSON list of {name, version, file, sha256, task, lang}; empty when the compiled-in manifest is unusable.
EMSCRIPTEN_KEEPALIVE const char* text_models() {
    Json list = Json::array();
    for (const text::TextModel& model : text::shipped_text_manifest().models) {
        list.push_back({{"name", model.name},
                        {"version", model.version},
                        {"file", model.file},
                        {"sha256", model.sha256},
                        {"task", model.task == text::TextTask::topic ? "topic" : "language"},
                        {"lang", model.lang}});
    }
    return say(list);
}

// How many features the text has for that model: 0 when it holds no word.
EMSCRIPTEN_KEEPALIVE std::uint32_t text_features(std::uint32_t model, const char* utf8, std::uint32_t size) {
    const text::TextModel* found = model_at(model);
    held() = found ? text::features_of({utf8, size}, found->features, found->slot_count) : text::Features{};
    return static_cast<std::uint32_t>(held().slots.size());
}

EMSCRIPTEN_KEEPALIVE const std::int32_t* text_slots() { return held().slots.data(); }

EMSCRIPTEN_KEEPALIVE const float* text_weights() { return held().weights.data(); }

// {label, probability, candidates: [{label, probability}]} as JSON, or "!code".
EMSCRIPTEN_KEEPALIVE const char* text_judge(std::uint32_t model, const char* sha256, const float* scores,
                                            std::uint32_t count) {
    const text::TextModel* found = model_at(model);
    if (!found) {
        return "!model_mismatch";
    }
    const auto judged = text::judge_text(*found, sha256, {scores, count});
    if (!judged) {
        answer() = '!' + judged.error().code;
        return answer().c_str();
    }
    Json candidates = Json::array();
    for (const text::TextCandidate& each : judged->candidates) {
        candidates.push_back({{"label", each.label}, {"probability", each.probability}});
    }
    return say({{"label", judged->label}, {"probability", judged->probability}, {"candidates", candidates}});
}
}

// The C face of the evaluation in decode.wasm, called by web/cli/evaluate.mjs. One evaluation at a time.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/fungi/evaluation.hpp"
#include "core/fungi/evaluation_json.hpp"

namespace {

using namespace hypha;

std::optional<fungi::Evaluator>& running() {
    static std::optional<fungi::Evaluator> evaluator;
    return evaluator;
}

std::string& answer() {
    static std::string text;
    return text;
}

} // namespace

extern "C" {

[[gnu::used]] void evaluate_begin() { running().emplace(fungi::shipped_manifest()); }

// `latin`: as in the label file, empty for no mushroom. Returns "" or the failure code; the text lives until the next call.
[[gnu::used]] const char* evaluate_add(const char* latin, const char* model_sha256, const float* logits,
                                       std::uint32_t labels, double latency_ms) {
    const std::vector<float> view(logits, logits + labels);
    const auto added = running()->add(fungi::parse_latin(latin), model_sha256, view, latency_ms);
    answer() = added ? "" : added.error().code;
    return answer().c_str();
}

// The report so far (evaluation_json.hpp); the text lives until the next call.
[[gnu::used]] const char* evaluate_report() {
    answer() = fungi::encode_evaluation(running()->report(), fungi::shipped_manifest());
    return answer().c_str();
}
}

// The C face of media.wasm: what web/media.worker.ts and the command line call. Pixels and bytes lie in this instance's memory, in
// buffers that the caller takes with media_alloc and gives back with media_free. Texts come back as C strings that live until the
// next call that returns one. Nothing here keeps a photo.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include <emscripten/emscripten.h>

#include "core/fungi/judge.hpp"
#include "core/fungi/verdict_json.hpp"
#include "core/vision/exif_orientation.hpp"
#include "core/vision/image_header.hpp"
#include "core/vision/input_tensor.hpp"
#include "core/vision/quality.hpp"
#include "core/vision/strip_metadata.hpp"
#include "core/vision/thumbnail.hpp"

namespace {

using namespace hypha;

std::string& answer() {
    static std::string text;
    return text;
}

vision::TensorShape shape() {
    const fungi::ModelInput& input = fungi::shipped_manifest().input;
    return {input.width, input.height, input.crop_fraction};
}

vision::RgbaView view_of(const std::uint8_t* pixels, int width, int height, bool blue_first) {
    return {pixels, width, height, blue_first ? vision::ChannelOrder::blue_first : vision::ChannelOrder::red_first};
}

} // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void* media_alloc(std::uint32_t bytes) {
    return std::malloc(bytes); // null when memory is out; the caller says so
}

EMSCRIPTEN_KEEPALIVE void media_free(void* memory) { std::free(memory); }

// facts: kind, width, height as stored, orientation. Returns "" or the failure code.
EMSCRIPTEN_KEEPALIVE const char* media_header(const std::uint8_t* file, std::uint32_t size, std::uint32_t* facts) {
    const vision::Bytes bytes(file, size);
    const auto header = vision::read_image_header(bytes);
    answer() = header ? "" : header.error().code;
    if (header) {
        facts[0] = static_cast<std::uint32_t>(header->kind);
        facts[1] = header->width_px;
        facts[2] = header->height_px;
        facts[3] = static_cast<std::uint32_t>(vision::exif_orientation(bytes));
    }
    return answer().c_str();
}

// An upright picture's file without what is hidden in it, in its own place. Answers its size then; 0 when that cannot be done.
EMSCRIPTEN_KEEPALIVE std::uint32_t media_bare(std::uint8_t* file, std::uint32_t size) {
    const auto bare = vision::strip_metadata(vision::Bytes(file, size));
    if (!bare || bare->size() > size) {
        return 0;
    }
    std::copy(bare->begin(), bare->end(), file);
    return static_cast<std::uint32_t>(bare->size());
}

// How many floats media_prepare writes; 0 when the compiled-in manifest is unusable, and then nothing may be named.
EMSCRIPTEN_KEEPALIVE std::uint32_t media_tensor_floats() { return static_cast<std::uint32_t>(shape().floats()); }

// quality: sharpness, exposure. blue_first: pixels are B, G, R, X. crop: left, top, width, height (core/vision/crop.hpp); null: none.
EMSCRIPTEN_KEEPALIVE void media_prepare(const std::uint8_t* pixels, int width, int height, int orientation,
                                        bool blue_first, float* tensor, float* quality, const float* crop) {
    const std::span<float> out(tensor, shape().floats());
    const vision::Crop part = crop != nullptr ? vision::Crop{crop[0], crop[1], crop[2], crop[3]} : vision::Crop{};
    vision::make_input_tensor(view_of(pixels, width, height, blue_first), vision::orientation_from_number(orientation),
                              shape(), out, vision::Arithmetic::simd, crop != nullptr ? &part : nullptr);
    const vision::Quality measured = vision::measure_quality(out, shape());
    quality[0] = measured.sharpness;
    quality[1] = measured.exposure;
}

// `out` holds longest_px * longest_px * 4 bytes; sides: width, height of the upright thumbnail.
EMSCRIPTEN_KEEPALIVE void media_thumbnail(const std::uint8_t* pixels, int width, int height, int orientation,
                                          bool blue_first, int longest_px, std::uint8_t* out, std::uint32_t* sides) {
    const auto small = vision::make_thumbnail(view_of(pixels, width, height, blue_first),
                                              vision::orientation_from_number(orientation), longest_px);
    std::copy(small.rgba.begin(), small.rgba.end(), out);
    sides[0] = static_cast<std::uint32_t>(small.width);
    sides[1] = static_cast<std::uint32_t>(small.height);
}

// The facts of the model that the worker needs, a line each: name, version, file, sha256, input, width, height, outputs of logits
// and of evidence.
// Empty when the compiled-in manifest is unusable.
EMSCRIPTEN_KEEPALIVE const char* media_model() {
    const fungi::ModelManifest& model = fungi::shipped_manifest();
    answer().clear();
    if (!model.sha256.empty()) {
        for (const std::string& line :
             {model.name, model.version, model.file, model.sha256, model.input.name, std::to_string(model.input.width),
              std::to_string(model.input.height), model.logits_output, model.evidence_output}) {
            answer() += line + '\n';
        }
    }
    return answer().c_str();
}

// The verdict on `views` logit vectors of `labels` numbers each, as JSON (verdict_json.hpp), or "!code" when there is none.
EMSCRIPTEN_KEEPALIVE const char* media_verdict_json(const float* logits, std::uint32_t labels, std::uint32_t views,
                                                    const char* model_sha256) {
    std::vector<std::vector<float>> by_view;
    for (std::uint32_t i = 0; i < views; ++i) {
        by_view.emplace_back(logits + i * labels, logits + (i + 1) * labels);
    }
    const auto verdict = fungi::judge(fungi::shipped_manifest(), model_sha256, by_view);
    answer() = verdict ? fungi::encode_verdict(*verdict) : '!' + verdict.error().code;
    return answer().c_str();
}
}

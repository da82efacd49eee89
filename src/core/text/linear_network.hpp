// The network of a text model, read from its ONNX file and run without a runtime: rows of a table of bytes, summed under the weights of a
// text's features, one scale and one bias for each label (models/text/training/export_onnx.py). The browser and the command line run the
// same file in ONNX Runtime Web; a server of Debian 12 has no ONNX Runtime, and these five operators need none. Scores agree with ONNX
// Runtime's to a few units in the last place: both add floats, in another order (tests/cli/text_features.test.mjs).
// Reads no more of ONNX than that graph (onnx.proto: ModelProto, GraphProto, NodeProto, TensorProto); any other one is refused.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/text/features.hpp"

namespace hypha::text {

class LinearNetwork {
public:
    // `onnx` is the file; its bytes must outlive the network, which reads the table where it lies.
    // Errors: "bad_network" (detail: what is wrong with it), of a file that is no ONNX, or of another graph.
    static Result<LinearNetwork> read(std::string_view onnx);

    [[nodiscard]] std::uint32_t slot_count() const { return slot_count_; }
    [[nodiscard]] std::size_t label_count() const { return scale_.size(); }
    // A score (logit) for each label. `features` hold slots below slot_count(), as features_of makes them for it.
    [[nodiscard]] std::vector<float> scores(const Features& features) const;

private:
    std::string_view table_; // int8, slot_count_ rows of label_count() columns
    std::uint32_t slot_count_ = 0;
    std::vector<float> scale_, bias_;
};

} // namespace hypha::text

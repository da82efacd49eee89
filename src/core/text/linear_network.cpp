#include "core/text/linear_network.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace hypha::text {
namespace {

constexpr std::size_t kMostLabels = 1'000;
constexpr std::uint32_t kMostSlots = 1U << 24U;

// A message of Protocol Buffers, field by field (protobuf.dev/programming-guides/encoding). Ends at the end or at the first thing that
// cannot be; is_whole() tells which.
class Fields {
public:
    explicit Fields(std::string_view bytes) : rest_(bytes) {}

    struct Field {
        std::uint64_t number = 0, value = 0; // value: of a varint
        std::string_view bytes;              // of what has a length
    };

    std::optional<Field> next() {
        if (rest_.empty()) {
            return std::nullopt;
        }
        const auto tag = varint();
        Field field;
        if (tag) {
            field.number = *tag >> 3U;
            switch (*tag & 7U) {
            case 0:
                if (const auto value = varint()) {
                    field.value = *value;
                    return field;
                }
                break;
            case 1: return fixed(field, 8);
            case 2:
                if (const auto length = varint()) {
                    return fixed(field, *length);
                }
                break;
            case 5: return fixed(field, 4);
            default: break;
            }
        }
        is_whole_ = false;
        return std::nullopt;
    }

    [[nodiscard]] bool is_whole() const { return is_whole_; }

private:
    std::optional<std::uint64_t> varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const auto byte = static_cast<std::uint8_t>(rest_.front());
            rest_.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        return std::nullopt;
    }
    std::optional<Field> fixed(Field field, std::uint64_t length) {
        if (length > rest_.size()) {
            is_whole_ = false;
            return std::nullopt;
        }
        field.bytes = rest_.substr(0, static_cast<std::size_t>(length));
        rest_.remove_prefix(field.bytes.size());
        return field;
    }

    std::string_view rest_;
    bool is_whole_ = true;
};

// Calls `take` with each field. False when the bytes are no message.
template <typename Take> bool read_message(std::string_view bytes, Take take) {
    Fields fields(bytes);
    while (const auto field = fields.next()) {
        take(*field);
    }
    return fields.is_whole();
}

struct Tensor {
    std::string_view name, raw;
    std::vector<std::uint64_t> dims;
    std::uint64_t type = 0; // TensorProto.DataType: 1 float, 3 int8
};

struct Node {
    std::string_view operation;
    std::vector<std::string_view> inputs, outputs;
};

bool read_tensor(std::string_view bytes, Tensor& tensor) {
    bool dims_are_whole = true;
    const bool whole = read_message(bytes, [&](const Fields::Field& field) {
        switch (field.number) {
        case 1:
            if (field.bytes.data() == nullptr) {
                tensor.dims.push_back(field.value);
            } else { // packed
                dims_are_whole = false;
            }
            break;
        case 2: tensor.type = field.value; break;
        case 8: tensor.name = field.bytes; break;
        case 9: tensor.raw = field.bytes; break;
        default: break;
        }
    });
    return whole && dims_are_whole;
}

bool read_node(std::string_view bytes, Node& node) {
    return read_message(bytes, [&](const Fields::Field& field) {
        switch (field.number) {
        case 1: node.inputs.push_back(field.bytes); break;
        case 2: node.outputs.push_back(field.bytes); break;
        case 4: node.operation = field.bytes; break;
        default: break;
        }
    });
}

// What export_onnx.py writes: each step takes the one before it and one thing else.
struct Step {
    std::string_view operation;
    std::array<std::string_view, 2> inputs;
    std::string_view output;
};
constexpr std::array<Step, 5> kSteps{{{"Gather", {"table", "slots"}, "rows"},
                                      {"Cast", {"rows", ""}, "float_rows"},
                                      {"MatMul", {"weights", "float_rows"}, "sums"},
                                      {"Mul", {"sums", "scale"}, "scaled"},
                                      {"Add", {"scaled", "bias"}, "scores"}}};

bool is_step(const Node& node, const Step& step) {
    const std::size_t inputs = step.inputs[1].empty() ? 1 : 2;
    return node.operation == step.operation && node.inputs.size() == inputs &&
           std::equal(node.inputs.begin(), node.inputs.end(), step.inputs.begin()) && node.outputs.size() == 1 &&
           node.outputs.front() == step.output;
}

// Little-endian, as ONNX stores them and as every machine is that this runs on.
static_assert(std::endian::native == std::endian::little);
std::vector<float> floats_of(std::string_view raw) {
    std::vector<float> values;
    for (std::size_t at = 0; at + 4 <= raw.size(); at += 4) {
        std::array<char, 4> bytes{};
        std::copy_n(raw.begin() + static_cast<std::ptrdiff_t>(at), 4, bytes.begin());
        values.push_back(std::bit_cast<float>(bytes));
    }
    return values;
}

std::unexpected<Error> bad(std::string detail) { return failure("bad_network", std::move(detail)); }

} // namespace

Result<LinearNetwork> LinearNetwork::read(std::string_view onnx) {
    std::string_view graph;
    if (!read_message(onnx, [&](const Fields::Field& field) { graph = field.number == 7 ? field.bytes : graph; })) {
        return bad("the file is cut off or is no ONNX");
    }
    std::vector<Node> nodes;
    std::vector<Tensor> tensors;
    bool parts_are_whole = true;
    const bool is_whole = read_message(graph, [&](const Fields::Field& field) {
        if (field.number == 1 && nodes.size() <= kSteps.size()) {
            parts_are_whole = read_node(field.bytes, nodes.emplace_back()) && parts_are_whole;
        } else if (field.number == 5 && tensors.size() <= 3) {
            parts_are_whole = read_tensor(field.bytes, tensors.emplace_back()) && parts_are_whole;
        }
    });
    if (!is_whole || !parts_are_whole) {
        return bad("its graph is cut off");
    }
    if (!std::ranges::equal(nodes, kSteps, is_step)) {
        return bad("its graph is another one than Gather, Cast, MatMul, Mul, Add");
    }
    const auto constant = [&tensors](std::string_view name, std::uint64_t type, std::size_t rank) -> const Tensor* {
        const auto found = std::ranges::find(tensors, name, &Tensor::name);
        return found != tensors.end() && found->type == type && found->dims.size() == rank ? &*found : nullptr;
    };
    const Tensor* table = constant("table", 3, 2);
    const Tensor* scale = constant("scale", 1, 1);
    const Tensor* bias = constant("bias", 1, 1);
    if (tensors.size() != 3 || table == nullptr || scale == nullptr || bias == nullptr) {
        return bad("it lacks its table, scale or bias");
    }
    const std::uint64_t slots = table->dims[0];
    const std::uint64_t labels = table->dims[1];
    if (slots == 0 || slots > kMostSlots || labels == 0 || labels > kMostLabels ||
        table->raw.size() != slots * labels || scale->dims[0] != labels || bias->dims[0] != labels ||
        scale->raw.size() != labels * 4 || bias->raw.size() != labels * 4) {
        return bad("its sizes do not fit each other");
    }
    LinearNetwork network;
    network.table_ = table->raw;
    network.slot_count_ = static_cast<std::uint32_t>(slots);
    network.scale_ = floats_of(scale->raw);
    network.bias_ = floats_of(bias->raw);
    return network;
}

std::vector<float> LinearNetwork::scores(const Features& features) const {
    const std::size_t labels = label_count();
    std::vector<float> sums(labels, 0.0F);
    for (std::size_t i = 0; i < features.slots.size(); ++i) {
        const std::string_view row = table_.substr(static_cast<std::size_t>(features.slots[i]) * labels, labels);
        for (std::size_t label = 0; label < labels; ++label) {
            sums[label] += features.weights[i] * static_cast<float>(static_cast<signed char>(row[label]));
        }
    }
    for (std::size_t label = 0; label < labels; ++label) {
        sums[label] = sums[label] * scale_[label] + bias_[label];
    }
    return sums;
}

} // namespace hypha::text

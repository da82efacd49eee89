# Writes the shipped ONNX file: pretrained lower part, fine-tuned upper part, head; weights as int8.
# Guarantee: int8 with a scale and zero point per output channel, exact in the layers that were not
# trained; a DequantizeLinear before each Conv and Gemm, float32 activations; outputs logits and embedding.
# --blend interpolates the upper part between pretrained (0) and fine-tuned (1) weights (WiSE-FT,
# Wortsman et al. 2022); the head is always the fine-tuned one.
import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import splits
from lower_part import BACKBONE


def int8_of(weight, levels):
    """Integers, scales and zero points. Untouched layers keep the grid they were trained on: no error at all."""
    values = np.unique(weight)
    step = np.diff(values).min() if len(values) > 1 else 1.0
    grid = np.round(values / step)
    if np.abs(grid * step - values).max() < 1e-3 * step and grid.max() - grid.min() <= 255:
        zero = int(-128 - grid.min())
        stored = (np.round(weight / step) + zero).astype(np.int8)
        return stored, np.full(len(weight), step, np.float32), np.full(len(weight), zero, np.int8)
    flat = weight.reshape(len(weight), -1)
    scale = np.maximum(np.abs(flat).max(1, keepdims=True), 1e-8) / levels
    return np.round(flat / scale).astype(np.int8).reshape(weight.shape), scale[:, 0].astype(np.float32), np.zeros(len(weight), np.int8)


def close_leaves(labels):
    """Nodes and constants that turn the head's logits into the published ones: a closed species and
    its genus become one logit, log(exp a + exp b), so that their probabilities add up."""
    rest = {l["genus"]: i for i, l in enumerate(labels) if l["kind"] == "genus_rest"}
    closed = {i: rest[l["genus"]] for i, l in enumerate(labels) if l not in splits.published(labels)}
    pairs = [[i, j] for i, j in closed.items()]
    singles = [i for i in range(len(labels)) if i not in closed and i not in closed.values()]
    order = singles + [j for _, j in pairs]
    back = [order.index(i) for i in range(len(labels)) if i not in closed]
    constants = [numpy_helper.from_array(np.array(v, np.int64), n) for n, v in (("i_pairs", pairs), ("i_singles", singles), ("i_back", back))]
    nodes = [helper.make_node("Gather", ["leaf_logits", "i_pairs"], ["pairs"], axis=1),
             helper.make_node("ReduceLogSumExp", ["pairs"], ["sums"], axes=[2], keepdims=0),
             helper.make_node("Gather", ["leaf_logits", "i_singles"], ["singles"], axis=1),
             helper.make_node("Concat", ["singles", "sums"], ["unordered"], axis=1),
             helper.make_node("Gather", ["unordered", "i_back"], ["logits"], axis=1)]
    return nodes, constants, len(back)


def build(backbone_path, state, blend, levels, labels):
    source = onnx.load(str(backbone_path))
    weights = {t.name: numpy_helper.to_array(t) for t in source.graph.initializer}
    initializers, nodes, renamed = [], [], {}

    def quantised(name, weight):
        stored, scale, zero = int8_of(weight, levels)
        initializers.extend([numpy_helper.from_array(stored, name + "_q"), numpy_helper.from_array(scale, name + "_s"),
                             numpy_helper.from_array(zero, name + "_z")])
        nodes.append(helper.make_node("DequantizeLinear", [name + "_q", name + "_s", name + "_z"], [name], axis=0))
        return name

    for node in source.graph.node:
        inputs = [renamed.get(name, name) for name in node.input]
        if node.op_type == "Identity":
            renamed[node.output[0]] = inputs[0]
            continue
        if node.op_type == "Conv":
            kernel, bias, key = weights[node.input[1]], weights[node.input[2]], "upper.convolutions." + node.output[0]
            if key + ".weight" in state:
                kernel = (1 - blend) * kernel + blend * state[key + ".weight"].numpy()
                bias = (1 - blend) * bias + blend * state[key + ".bias"].numpy()
            initializers.append(numpy_helper.from_array(bias.astype(np.float32), "b_" + node.output[0]))
            inputs = [inputs[0], quantised("w_" + node.output[0], kernel.astype(np.float32)), "b_" + node.output[0]]
        outputs = ["embedding" if node.op_type == "Flatten" else name for name in node.output]
        copy = helper.make_node(node.op_type, inputs, outputs)
        copy.attribute.extend(node.attribute)
        nodes.append(copy)
    head = state["head.weight"].numpy()
    initializers.append(numpy_helper.from_array(state["head.bias"].numpy().astype(np.float32), "b_head"))
    nodes.append(helper.make_node("Gemm", ["embedding", quantised("w_head", head), "b_head"], ["leaf_logits"], transB=1))
    closing, constants, leaf_count = close_leaves(labels)
    nodes.extend(closing)
    initializers.extend(constants)
    floats = TensorProto.FLOAT
    graph = helper.make_graph(nodes, "hypha_fungi", [helper.make_tensor_value_info("input", floats, [1, 3, 224, 224])],
                              [helper.make_tensor_value_info("logits", floats, [1, leaf_count]),
                               helper.make_tensor_value_info("embedding", floats, [1, head.shape[1]])], initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="hypha")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--plan", default="shipped", choices=splits.PLANS)
    arguments.add_argument("--states", nargs="+", required=True, help="their weights are averaged")
    arguments.add_argument("--other-bias", type=float, default=0.0, help="added to the logit of other_mushroom")
    arguments.add_argument("--species-bias", type=float, default=0.0, help="added to the logits of species leaves")
    arguments.add_argument("--levels", type=int, default=127, help="fewer levels pack smaller")
    arguments.add_argument("--blend", type=float, default=1.0)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    states = [torch.load(path, weights_only=True) for path in options.states]
    state = {key: sum(s[key] for s in states) / len(states) for key in states[0]}
    labels = splits.load(options.work, options.plan)[1]
    for index, label in enumerate(labels):
        state["head.bias"][index] += {"other_mushroom": options.other_bias, "species": options.species_bias}.get(label["kind"], 0.0)
    model = build(Path(options.shared) / BACKBONE, state, options.blend, options.levels, labels)
    onnx.save(model, options.out)
    print(options.out, Path(options.out).stat().st_size, "bytes")


if __name__ == "__main__":
    main()

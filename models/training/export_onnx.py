# Writes the shipped ONNX file: pretrained lower part, fine-tuned upper part, head; weights as int8.
# Guarantee: one symmetric int8 scale per output channel (the one with the least squared error),
# a DequantizeLinear before each Conv and Gemm, float32 activations; outputs logits and embedding.
# --blend interpolates the upper part between pretrained (0) and fine-tuned (1) weights (WiSE-FT,
# Wortsman et al. 2022); the head is always the fine-tuned one.
import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from lower_part import BACKBONE


def int8_of(weight):
    flat = weight.reshape(len(weight), -1)
    peak = np.maximum(np.abs(flat).max(1, keepdims=True), 1e-8)
    best, best_error = peak / 127, np.full((len(weight), 1), np.inf)
    for shrink in np.linspace(0.7, 1.0, 13):
        scale = peak * shrink / 127
        error = ((np.clip(np.round(flat / scale), -127, 127) * scale - flat) ** 2).sum(1, keepdims=True)
        best = np.where(error < best_error, scale, best)
        best_error = np.minimum(error, best_error)
    return np.clip(np.round(flat / best), -127, 127).astype(np.int8).reshape(weight.shape), best[:, 0].astype(np.float32)


def build(backbone_path, state, blend):
    source = onnx.load(str(backbone_path))
    weights = {t.name: numpy_helper.to_array(t) for t in source.graph.initializer}
    initializers, nodes, renamed = [], [], {}

    def quantised(name, weight):
        stored, scale = int8_of(weight)
        initializers.extend([numpy_helper.from_array(stored, name + "_q"), numpy_helper.from_array(scale, name + "_s"),
                             numpy_helper.from_array(np.zeros(len(scale), np.int8), name + "_z")])
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
    nodes.append(helper.make_node("Gemm", ["embedding", quantised("w_head", head), "b_head"], ["logits"], transB=1))
    floats = TensorProto.FLOAT
    graph = helper.make_graph(nodes, "hypha_fungi", [helper.make_tensor_value_info("input", floats, [1, 3, 224, 224])],
                              [helper.make_tensor_value_info("logits", floats, [1, len(head)]),
                               helper.make_tensor_value_info("embedding", floats, [1, head.shape[1]])], initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="hypha")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../shared/data")
    arguments.add_argument("--state", required=True)
    arguments.add_argument("--blend", type=float, default=1.0)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    model = build(Path(options.shared) / BACKBONE, torch.load(options.state, weights_only=True), options.blend)
    onnx.save(model, options.out)
    print(options.out, Path(options.out).stat().st_size, "bytes")


if __name__ == "__main__":
    main()

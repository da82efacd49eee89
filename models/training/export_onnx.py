# Writes the shipped ONNX file from a trained state (NAME.npz of sweep.py).
# Outputs: scores [1, L + S + R]: leaf logits, then cosines to the species prototypes, then cosines to the reference pictures;
# evidence [1, L, h, w]: what each cell of the last map says for each leaf, whose mean is the logit less its bias;
# embedding [1, 128], of unit length. manifest.json says what each number is.
# Guarantee: weights int8 with one scale an output channel (int8_weights.py, as in training) and a DequantizeLinear before
# each use; activations float32 (with --integer-backbone: head, projection and cosines only). Biases are float32.
import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import references
import splits
import static_int8
from backbone import load_backbone
from int8_weights import int8_of
from network import EMBEDDING
from preprocess import load_tensor


def trained_weights(backbone_path, stored):
    """{node: (kernel, bias)} of the backbone, and head, projection, prototypes; float32. The scales are the file's own."""
    backbone = load_backbone(backbone_path)
    convolutions = {}
    for name, layer in backbone.convolutions.items():
        key = "state/backbone.convolutions.%s." % name
        kernel = stored[key + "unit"].astype(np.float32) * layer.scale.numpy()
        convolutions[name] = (kernel, stored[key + "bias"].astype(np.float32))
    rest = {k: stored["state/" + k].astype(np.float32) for k in ("head.weight", "head.bias", "projection.weight", "prototypes")}
    return convolutions, rest


def unit_rows(matrix):
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def rounded(kernel, levels):
    stored, scale = int8_of(kernel, levels)
    return stored.astype(np.float32) * scale.reshape(-1, *[1] * (kernel.ndim - 1))


class Graph:
    def __init__(self, levels):
        self.nodes, self.constants, self.levels = [], [], levels

    def add(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def int8(self, name, weight, axis=0):
        """`axis`: of the output channels, one scale each."""
        stored, scale = int8_of(np.moveaxis(weight, axis, 0), self.levels)
        self.constant(name + "_q", np.ascontiguousarray(np.moveaxis(stored, 0, axis)))
        self.constant(name + "_s", scale)
        return self.add("DequantizeLinear", [name + "_q", name + "_s"], name, axis=axis)


    def half(self, name, weight, axis=0):
        self.constant(name + "_h", np.ascontiguousarray(weight, np.float16))
        return self.add("Cast", [name + "_h"], name, to=TensorProto.FLOAT)


def build(backbone_path, stored, levels, listed, reference_embeddings, side=None, float_backbone=False):
    """`levels`: 0 keeps float32, "fp16" stores halves (both for comparisons). `listed`: the prototypes that ship, by index. `side`: input pixels.
    `float_backbone`: its kernels are rounded to `levels` and then written as float32, for static_int8.py."""
    source = onnx.load(str(backbone_path))
    convolutions, rest = trained_weights(backbone_path, stored)
    graph = Graph(levels)
    plainly = lambda name, value, axis=0: graph.constant(name, value)
    weight = {0: plainly, "fp16": graph.half}.get(levels, graph.int8)
    of_backbone = (lambda name, kernel: graph.constant(name, rounded(kernel, levels))) if float_backbone else weight
    plain = {t.name: t for t in source.graph.initializer}
    names = {}
    for node in source.graph.node:
        if node.op_type == "GlobalAveragePool":
            last = names.get(node.input[0], node.input[0])
            break
        if node.op_type == "Identity":
            names[node.output[0]] = names.get(node.input[0], node.input[0])
            continue
        inputs = [names.get(i, i) for i in node.input]
        if node.op_type == "Conv":
            kernel, bias = convolutions[node.output[0]]
            inputs[1:] = [of_backbone("k" + node.output[0], kernel), graph.constant("b" + node.output[0], bias)]
        for name in inputs:
            if name in plain and name not in [c.name for c in graph.constants]:
                graph.constants.append(plain[name])
        own = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        graph.add(node.op_type, inputs, node.output[0], **own)
    leaf_count = len(rest["head.weight"])
    graph.add("Conv", [last, weight("head", rest["head.weight"][:, :, None, None])], "evidence", kernel_shape=[1, 1])
    graph.add("ReduceMean", ["evidence"], "mean", axes=[2, 3], keepdims=0)
    graph.add("Add", ["mean", graph.constant("head_bias", rest["head.bias"])], "logits")
    graph.add("GlobalAveragePool", [last], "pool")
    graph.add("Flatten", ["pool"], "pooled")
    graph.add("MatMul", ["pooled", weight("projection", np.ascontiguousarray(rest["projection.weight"].T), 1)], "projected")
    graph.add("LpNormalization", ["projected"], "embedding", axis=1, p=2)
    rows = np.concatenate([unit_rows(rest["prototypes"][listed]), reference_embeddings]).astype(np.float32)
    graph.add("MatMul", ["embedding", weight("prototypes", np.ascontiguousarray(rows.T), 1)], "cosines")
    graph.add("Concat", ["logits", "cosines"], "scores", axis=1)
    shape = [1, 3, side, side] if side else [d.dim_value for d in source.graph.input[0].type.tensor_type.shape.dim]
    cells = -(-shape[2] // 32)
    value = helper.make_tensor_value_info
    made = helper.make_graph(graph.nodes, "hypha-fungi", [value("input", TensorProto.FLOAT, shape)],
                             [value("scores", TensorProto.FLOAT, [1, leaf_count + len(rows)]),
                              value("evidence", TensorProto.FLOAT, [1, leaf_count, cells, cells]),
                              value("embedding", TensorProto.FLOAT, [1, EMBEDDING])], graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], producer_name="hypha")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--weights", help="folder of the backbone; default SHARED/weights")
    arguments.add_argument("--backbone", default="mobilenet_edgetpu_224_1.0_uint8.features.fp32.onnx")
    arguments.add_argument("--state", required=True)
    arguments.add_argument("--levels", type=int, default=64, help="fewer levels pack smaller; REPORT.md compares")
    arguments.add_argument("--integer-backbone", action="store_true", help="activations as uint8 too (static_int8.py); does not ship")
    arguments.add_argument("--side", type=int)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    backbone = Path(options.weights or Path(options.shared) / "weights") / options.backbone
    stored = np.load(options.state)
    photos, labels, species = splits.load(options.work)
    listed = [species.index(s) for s in splits.prototype_species(labels, species)]
    pictures = references.that_may_ship(options.shared)
    folder = Path(options.shared) / "mushrooms"
    if options.integer_backbone:
        tensors = [load_tensor(folder / photos[i]["path"]) for i in static_int8.of_training(photos)]
        kernels = trained_weights(backbone, stored)[0]

    def ship(embeddings):
        model = build(backbone, stored, options.levels, listed, embeddings, options.side, float_backbone=options.integer_backbone)
        return static_int8.with_integer_backbone(model, kernels, options.levels, tensors) if options.integer_backbone else model

    # The embeddings of the reference pictures are those of this very network: once without them, then with them.
    bare = ship(np.zeros((0, EMBEDDING), np.float32))
    model = ship(references.embed(bare, [folder / p["path"] for p in pictures], options.side or 224))
    onnx.save(model, options.out)
    print(options.out, Path(options.out).stat().st_size, "bytes,", len(pictures), "reference pictures")


if __name__ == "__main__":
    main()

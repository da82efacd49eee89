# Rebuilds a pretrained ONNX backbone as a PyTorch module that can be trained whole.
# Guarantee: same numbers as ONNX Runtime (parity()). The files' SAME_UPPER padding puts the odd pixel right and below,
# so it is padded by hand. Batch norm is folded into the files' weights, so channels differ in size by orders of
# magnitude: a kernel is kept as scale (fixed, one an output channel) times a trained kernel of unit size, so that one
# step of Adam moves every channel by the same share of itself.
# Sources of the weights: MobileNetEdgeTPU 1.0 (mlcommons/mobile_models), MobileNetV2 1.0 (google-coral/test_data), Apache-2.0.
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

from int8_weights import fake_int8

INPUT = "input"


class ScaledConv(nn.Module):
    """A convolution with SAME_UPPER padding. `levels`: rounds the kernel to int8 while it trains (0: float32)."""

    def __init__(self, kernel, bias, stride, groups):
        super().__init__()
        scale = np.sqrt((kernel.reshape(len(kernel), -1) ** 2).mean(1)).clip(1e-6)
        self.register_buffer("scale", torch.from_numpy(scale.astype(np.float32).reshape(-1, 1, 1, 1)))
        self.unit = nn.Parameter(torch.from_numpy((kernel / scale.reshape(-1, 1, 1, 1)).astype(np.float32)))
        self.bias = nn.Parameter(torch.from_numpy(bias.astype(np.float32).copy()))
        self.stride, self.groups, self.size, self.levels = stride, groups, kernel.shape[2], 0

    def kernel(self):
        whole = self.unit * self.scale
        return fake_int8(whole, self.levels) if self.levels else whole

    def forward(self, x):
        total = max((-(-x.shape[-1] // self.stride) - 1) * self.stride + self.size - x.shape[-1], 0)
        padding = total // 2
        if total % 2:
            x = functional.pad(x, (total // 2, total - total // 2) * 2)
            padding = 0
        return functional.conv2d(x, self.kernel(), self.bias, self.stride, padding, 1, self.groups)


class Backbone(nn.Module):
    """Runs the file's nodes; node names are kept so that export can write them back. Answers the last feature map."""

    def __init__(self, steps, convolutions, width):
        super().__init__()
        self.steps, self.width = steps, width
        self.convolutions = nn.ModuleDict(convolutions)

    def forward(self, x):
        value = {INPUT: x}
        for kind, inputs, output in self.steps:
            first = value[inputs[0]]
            if kind == "Conv":
                value[output] = self.convolutions[output](first)
            elif kind == "Relu":
                value[output] = functional.relu(first)
            elif kind == "Clip":
                value[output] = functional.relu6(first)
            elif kind == "Add":
                value[output] = first + value[inputs[1]]
            elif kind == "Identity":
                value[output] = first
            else:
                return first                     # GlobalAveragePool: the map before it
        raise ValueError("no pooling node found")


def load_backbone(path):
    model = onnx.load(str(path))
    weights = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    steps, convolutions, width = [], {}, 0
    for node in model.graph.node:
        if node.op_type in ("Constant", "Flatten", "Gemm"):
            continue
        inputs = [name for name in node.input if name and name not in weights]
        steps.append((node.op_type, inputs, node.output[0]))
        if node.op_type == "Conv":
            kernel, bias = weights[node.input[1]], weights[node.input[2]]
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            convolutions[node.output[0]] = ScaledConv(kernel, bias, attributes["strides"][0], attributes["group"])
            width = len(kernel)
        elif node.op_type == "GlobalAveragePool":
            break
        elif node.op_type not in ("Relu", "Clip", "Add", "Identity"):
            raise ValueError("unexpected node " + node.op_type)
    return Backbone(steps, convolutions, width)


def parity(backbone, path, pixels):
    """Largest difference to ONNX Runtime's pooled features, relative to their largest value."""
    import onnxruntime as ort
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    wanted = session.run(["features"], {INPUT: pixels})[0]
    with torch.no_grad():
        got = backbone(torch.from_numpy(pixels)).mean((2, 3)).numpy()
    return float(np.abs(got - wanted).max() / np.abs(wanted).max())

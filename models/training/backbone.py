# Rebuilds the upper part of the pretrained ONNX backbone as a PyTorch module.
# Guarantee: same numbers as ONNX Runtime on the same activation (checked by parity()).
# The file's SAME_UPPER padding puts the odd pixel right and below, so it is padded by hand.
# Source of the weights: MobileNetEdgeTPU 1.0 (mlcommons/mobile_models), Apache-2.0.
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional


class SameConv(nn.Conv2d):
    def forward(self, x):
        step, size, extent = self.stride[0], self.kernel_size[0], x.shape[-1]
        total = max((-(-extent // step) - 1) * step + size - extent, 0)
        if total % 2:
            x = functional.pad(x, (total // 2, total - total // 2) * 2)
            return functional.conv2d(x, self.weight, self.bias, self.stride, 0, 1, self.groups)
        return functional.conv2d(x, self.weight, self.bias, self.stride, total // 2, 1, self.groups)


class UpperPart(nn.Module):
    """Runs the node list after the cut; node names are kept so that export can write them back."""

    def __init__(self, steps, convolutions, cut):
        super().__init__()
        self.steps, self.cut = steps, cut
        self.convolutions = nn.ModuleDict(convolutions)

    def forward(self, x):
        value = {self.cut: x}
        for kind, inputs, output in self.steps:
            if kind == "Conv":
                value[output] = self.convolutions[output](value[inputs[0]])
            elif kind == "Relu":
                value[output] = functional.relu(value[inputs[0]])
            elif kind == "Add":
                value[output] = value[inputs[0]] + value[inputs[1]]
            elif kind == "Identity":
                value[output] = value[inputs[0]]
            elif kind == "GlobalAveragePool":
                return value[inputs[0]].mean(dim=(2, 3))
            else:
                raise ValueError("unexpected node " + kind)
        raise ValueError("no pooling node found")


def load_upper(backbone_path, cut):
    model = onnx.load(str(backbone_path))
    weights = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    reached, steps, convolutions = {cut}, [], {}
    for node in model.graph.node:
        inputs = [name for name in node.input if name not in weights]
        if not all(name in reached for name in inputs):
            continue
        reached.add(node.output[0])
        if node.op_type == "Flatten":
            continue
        steps.append((node.op_type, inputs, node.output[0]))
        if node.op_type == "Conv":
            kernel, bias = weights[node.input[1]], weights[node.input[2]]
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            layer = SameConv(kernel.shape[1] * attributes["group"], kernel.shape[0], kernel.shape[2],
                             stride=attributes["strides"][0], groups=attributes["group"])
            layer.weight.data = torch.from_numpy(kernel.astype(np.float32).copy())
            layer.bias.data = torch.from_numpy(bias.astype(np.float32).copy())
            convolutions[node.output[0]] = layer
    return UpperPart(steps, convolutions, cut)


def parity(upper, middle, embedding):
    with torch.no_grad():
        got = upper(torch.from_numpy(middle.astype(np.float32))).numpy()
    return float(np.abs(got - embedding).max() / (np.abs(embedding).max() + 1e-9))

# Integer arithmetic for the backbone, measured by formats.py and not shipped (REPORT.md says why): activations as uint8 with one range a tensor (the least and the greatest value that photos of
# the training split gave), weights int8 as trained, int32 sums (Jacob et al. 2018). Head, projection and cosines stay float32, so
# that the heat map still adds up to the logit. Ranges and graph are made by onnxruntime.quantization; weights and biases are then
# put on the grid of int8_weights.py, because the quantiser's own (127 levels) does not pack small enough.
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from int8_weights import int8_of

PHOTOS = 200  # for the ranges


class Photos(CalibrationDataReader):
    def __init__(self, tensors):
        self.left = iter(tensors)

    def get_next(self):
        tensor = next(self.left, None)
        return None if tensor is None else {"input": tensor}


def of_training(photos):
    """Indices of the photos that give the ranges."""
    rows = [i for i, p in enumerate(photos) if p["split"] == "train"]
    return rows[::max(1, len(rows) // PHOTOS)]


def coarse(scale):
    """11 bits of mantissa are kept, which is 0.02 % at most: 20 KB less to download."""
    bits = np.ascontiguousarray(scale, np.float32).view(np.uint32)
    return ((bits + 0x800) & np.uint32(0xFFFFF000)).view(np.float32)


def with_integer_backbone(model, kernels, levels, tensors):
    """model: export_onnx.build(float_backbone=True). kernels: {name of a backbone's convolution: (kernel, bias)}, float32.
    tensors: iterable of [1, 3, H, W]. Returns a ModelProto with the same inputs and outputs."""
    for node in model.graph.node:
        node.name = node.output[0]
    others = [n.name for n in model.graph.node if n.op_type not in ("Conv", "Add", "Relu", "Clip") or n.name in ("evidence", "logits")]
    with tempfile.TemporaryDirectory() as folder:
        plain, made = Path(folder) / "float.onnx", Path(folder) / "int8.onnx"
        onnx.save(model, plain)
        quantize_static(str(plain), str(made), Photos(tensors), quant_format=QuantFormat.QDQ, per_channel=True,
                        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, nodes_to_exclude=others)
        model = onnx.load(made)
    constants = {t.name: t for t in model.graph.initializer}
    value = lambda name: numpy_helper.to_array(constants[name])
    put = lambda name, array: constants[name].CopyFrom(numpy_helper.from_array(array, name))
    unpacked = {n.output[0]: n for n in model.graph.node if n.op_type == "DequantizeLinear"}
    seen = set()
    for node in model.graph.node:
        if node.op_type != "Conv" or node.name == "evidence":
            continue
        activation, weights = (unpacked[i].input for i in node.input[:2])
        name = weights[0].removeprefix("k").removesuffix("_quantized")
        kernel, bias = kernels[name]
        # A channel without weights says its bias alone: a scale in which that fits into 32 bits.
        least = np.abs(bias) / (2**30 * value(activation[1]))
        scale = coarse(np.maximum(int8_of(kernel, levels)[1], least))
        stored = np.rint(kernel / scale.reshape(-1, *[1] * (kernel.ndim - 1))).astype(np.int8)
        of_sum = value(activation[1]) * scale
        put("k%s_quantized" % name, stored)
        put("k%s_scale" % name, scale)
        put("b%s_quantized" % name, np.rint(bias / of_sum).astype(np.int32))
        put("b%s_quantized_scale" % name, coarse(of_sum))
        seen.add(name)
    if seen != set(kernels):
        raise ValueError("not every convolution of the backbone became integer: %s" % (set(kernels) - seen))
    onnx.checker.check_model(model)
    return model

# Writes a linear model over hashed features as ONNX: the rows of the slots that a text has (int8), summed under their weights.
# Inputs: slots int32 [n], weights float32 [n], n >= 1. Output: scores float32 [labels]. One scale for each label's column.
import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def quantise(weights):
    # A few words with extreme weights would cost all others their resolution: the outermost 0.01 % are clipped.
    limit = np.maximum(np.quantile(np.abs(weights), 0.9999, axis=0), 1e-8)
    scale = (limit / 127).astype(np.float32)
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


def export(path, weights, bias, name):
    stored, scale = quantise(weights)
    constants = [numpy_helper.from_array(each, label) for label, each in (("table", stored), ("scale", scale), ("bias", bias))]
    nodes = [helper.make_node("Gather", ["table", "slots"], ["rows"], axis=0),
             helper.make_node("Cast", ["rows"], ["float_rows"], to=TensorProto.FLOAT),
             helper.make_node("MatMul", ["weights", "float_rows"], ["sums"]),
             helper.make_node("Mul", ["sums", "scale"], ["scaled"]),
             helper.make_node("Add", ["scaled", "bias"], ["scores"])]
    inputs = [helper.make_tensor_value_info("slots", TensorProto.INT32, ["n"]), helper.make_tensor_value_info("weights", TensorProto.FLOAT, ["n"])]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [len(bias)])]
    model = helper.make_model(helper.make_graph(nodes, name, inputs, outputs, constants), opset_imports=[helper.make_opsetid("", 13)], producer_name="hypha")
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    written = Path(path).read_bytes()
    return {"bytes": len(written), "sha256": hashlib.sha256(written).hexdigest()}


class Exported:
    """The file that ships, run by ONNX Runtime; every figure of a card comes from here, not from the weights before quantising."""

    def __init__(self, path):
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def scores(self, rows):
        out = []
        for i in range(rows.shape[0]):
            part = slice(rows.indptr[i], rows.indptr[i + 1])
            if part.start == part.stop:
                out.append(np.full(self.session.get_outputs()[0].shape[0], np.nan, np.float32))
                continue
            out.append(self.session.run(None, {"slots": rows.indices[part].astype(np.int32), "weights": rows.data[part].astype(np.float32)})[0])
        return np.stack(out)

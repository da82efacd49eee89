# Rows of REPORT.md: what each way to store the trained network costs in accuracy and bytes; time_formats.mjs adds its speed.
# Ways: float32; int8 weights at several numbers of levels a side, and fp16 weights, both computed in float32; static int8 (QDQ: weights
# and activations, ranges from training photos), as the quantiser makes it and as static_int8.py does. Usage: formats.py --work DIR --state FILE --out FOLDER
# Writes FOLDER/WAY.onnx and FOLDER/rows.json. The calibration split is asked, every third photo, never the test split.
import argparse
import json
from pathlib import Path

import brotli
import numpy as np
import onnxruntime as ort
from onnxruntime.quantization import QuantFormat, QuantType, quantize_static

import export_onnx
import splits
import static_int8
from measure import genus_matrix, softmax
from preprocess import load_tensor

LEVELS = (127, 100, 80, 64, 48, 40)


def write_ways(backbone, state, out, training_tensors):
    """Yields (way, path); float32 first."""
    none = np.zeros((0, export_onnx.EMBEDDING), np.float32)
    for way, levels in [("float32", 0), ("fp16 weights", "fp16")] + [("int8 weights, %d levels" % n, n) for n in LEVELS]:
        path = out / (way.replace(" ", "_").replace(",", "") + ".onnx")
        path.write_bytes(export_onnx.build(backbone, state, levels, [0], none).SerializeToString())
        yield way, path
    path = out / "static_int8.onnx"
    quantize_static(str(out / "float32.onnx"), str(path), static_int8.Photos(training_tensors), quant_format=QuantFormat.QDQ, per_channel=True,
                    activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8)
    yield "static int8, 127 levels", path
    kernels = export_onnx.trained_weights(backbone, state)[0]
    path = out / "integer_backbone.onnx"
    plain = export_onnx.build(backbone, state, 64, [0], none, float_backbone=True)
    path.write_bytes(static_int8.with_integer_backbone(plain, kernels, 64, training_tensors).SerializeToString())
    yield "static int8 backbone, 64 levels", path


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--state", required=True)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    photos, labels, _ = splits.load(options.work)
    read = lambda rows: [load_tensor(Path(options.shared) / "mushrooms" / photos[i]["path"]) for i in rows]
    asked = [i for i, p in enumerate(photos) if p["split"] == "calibrate"][::3]
    ranges = read(static_int8.of_training(photos))
    tensors = read(asked)
    genera, matrix = genus_matrix(labels)
    known = [k for k, i in enumerate(asked) if photos[i]["genus"] in genera]
    rows, whole = [], None
    for way, path in write_ways(Path(options.shared) / "weights/mobilenet_edgetpu_224_1.0_uint8.features.fp32.onnx", np.load(options.state), out, ranges):
        settings = ort.SessionOptions()
        settings.intra_op_num_threads = 1
        session = ort.InferenceSession(str(path), settings, providers=["CPUExecutionProvider"])
        logits = np.concatenate([session.run(["scores"], {"input": x})[0][:, :len(labels)] for x in tensors])
        whole = logits if whole is None else whole
        first = (softmax(logits) @ matrix).argmax(1)
        stored = path.read_bytes()
        rows.append({"way": way, "file": path.name, "bytes": len(stored), "brotli": len(brotli.compress(stored, lgwin=24)),
                     "top1": float(np.mean([genera[first[k]] == photos[asked[k]]["genus"] for k in known])), "photos": len(known),
                     "mean_logit_difference": float(np.abs(logits - whole).mean()), "same_first": float(np.mean(logits.argmax(1) == whole.argmax(1)))})
        print(rows[-1], flush=True)
    (out / "rows.json").write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()

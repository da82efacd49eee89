# Sets temperature and the not-a-mushroom threshold on the calibration split and writes manifest.json.
# Guarantee: no photo of the test split is read. Every (role, source) set weighs the same, so that the
# many easy photos of the trained sources do not make the model look surer than it is elsewhere.
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort

import score
import splits
from preprocess import load_tensor

LIKELY, POSSIBLE = 0.70, 0.30


def run_model(path, photos, rows, shared, crop_fraction):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    root = Path(shared) / "mushrooms"
    return np.concatenate([session.run(["logits"], {"input": load_tensor(root / photos[i]["path"], crop_fraction)})[0] for i in rows])


def outcome_probability(probability, labels, photos, rows):
    """Probability given to what the photo is, at the rank that the app may name: genus, other, not."""
    genera, matrix = score.genus_matrix(labels)
    by_genus = probability @ matrix
    out = np.empty(len(rows))
    for k, i in enumerate(rows):
        if photos[i]["role"] == "negative":
            out[k] = probability[k, -1]
        elif photos[i]["genus"] in genera:
            out[k] = by_genus[k, genera.index(photos[i]["genus"])]
        else:
            out[k] = probability[k, -2]
    return out


def set_weights(photos, rows):
    keys = [("negative" if photos[i]["role"] == "negative" else (photos[i]["role"], photos[i]["source"])) for i in rows]
    return np.array([1 / keys.count(k) for k in keys])


def fit_temperature(logits, labels, photos, rows):
    weight = set_weights(photos, rows)
    best = min((float(-(weight * np.log(outcome_probability(score.softmax(logits, t), labels, photos, rows) + 1e-9)).sum()), t)
               for t in np.geomspace(0.3, 3.0, 70))
    return round(float(best[1]), 4)


def fit_not_mushroom(logits, temperature, photos, rows):
    probability = score.softmax(logits, temperature)[:, -1]
    negative = np.array([photos[i]["role"] == "negative" for i in rows])
    options = [(min((probability[negative] >= t).mean(), (probability[~negative] < t).mean()), -abs(t - 0.5), t) for t in np.arange(0.2, 0.91, 0.01)]
    return round(float(max(options)[2]), 2)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--plan", default="shipped", choices=splits.PLANS)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--version", default="1.0.0")
    arguments.add_argument("--crop-fraction", type=float, default=1.0)
    arguments.add_argument("--manifest", required=True)
    options = arguments.parse_args()
    photos, trained_labels, embedding = splits.load(options.work, options.plan)
    labels = splits.published(trained_labels)
    rows = [i for i, p in enumerate(photos) if p["split"] == "calibrate"]
    logits = run_model(options.model, photos, rows, options.shared, options.crop_fraction)
    temperature = fit_temperature(logits, labels, photos, rows)
    not_mushroom = fit_not_mushroom(logits, temperature, photos, rows)
    stored = Path(options.model).read_bytes()
    name = Path(options.model).name
    manifest = {"schema": 1, "models": [{
        "name": "hypha-fungi", "version": options.version, "file": name, "sha256": hashlib.sha256(stored).hexdigest(), "bytes": len(stored),
        "licence": "Apache-2.0", "card": name.replace(".onnx", ".card.json"),
        "input": {"name": "input", "width": 224, "height": 224, "layout": "NCHW", "scale": "px/127.5-1", "resize": "area", "crop_fraction": options.crop_fraction},
        "outputs": {"logits": "logits", "embedding": "embedding", "embedding_size": int(embedding.shape[1])},
        "temperature": temperature,
        "thresholds": {"not_mushroom": not_mushroom, "likely": LIKELY, "possible": POSSIBLE, "quality_sharpness_min": None},
        "labels": labels}]}
    Path(options.manifest).write_text(json.dumps(manifest, indent=1) + "\n")
    print("temperature", temperature, "not_mushroom", not_mushroom, "bytes", len(stored))


if __name__ == "__main__":
    main()

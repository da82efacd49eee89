# The frozen half of the comparison, without a GPU: heads on features that never change (no augmentation), by the same folds and
# the same report as sweep.py. Usage: frozen.py --work DIR --backbone FILE --px 224 --out results.jsonl
# The files' input is 224 px; at another size the same network runs on a larger map.
import argparse
import json
import multiprocessing
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from torch.nn import functional

import measure
import splits
from preprocess import area_resize, centred_square, open_upright

SESSION = None


def start(path, px):
    global SESSION
    model = onnx.load(str(path))
    for axis, size in ((2, px), (3, px)):
        model.graph.input[0].type.tensor_type.shape.dim[axis].dim_value = size
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    SESSION = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def features(job):
    path, px = job
    pixels = area_resize(np.asarray(centred_square(open_upright(path))), px) / 127.5 - 1.0
    return SESSION.run(["features"], {"input": np.ascontiguousarray(pixels.transpose(2, 0, 1)[None].astype(np.float32))})[0][0]


def fit(x, leaf, species, metric, leaf_count, species_count, steps=600):
    torch.manual_seed(1)
    head = torch.nn.Linear(x.shape[1], leaf_count)
    projection = torch.nn.Linear(x.shape[1], 128, bias=False)
    prototypes = torch.nn.Parameter(torch.randn(species_count, 128))
    optimiser = torch.optim.AdamW([*head.parameters(), *projection.parameters(), prototypes], lr=3e-3, weight_decay=0.02)
    count = torch.bincount(leaf, minlength=leaf_count).clamp_min(1).float()
    weight = (count ** -0.5)[leaf]
    known = species >= 0
    for _ in range(steps):
        noisy = functional.dropout(x, 0.3)
        loss = (functional.cross_entropy(head(noisy), leaf, reduction="none", label_smoothing=0.1) * weight).sum() / weight.sum()
        if metric:
            cosines = functional.normalize(projection(noisy[known]), dim=1) @ functional.normalize(prototypes, dim=1).T
            loss = loss + metric * functional.cross_entropy(16 * cosines, species[known])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return lambda rows: (head(rows).detach().numpy(),
                         (functional.normalize(projection(rows), dim=1) @ functional.normalize(prototypes, dim=1).T).detach().numpy())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--backbone")
    arguments.add_argument("--features", help="made already: embed.py's file")
    arguments.add_argument("--px", type=int, default=224)
    arguments.add_argument("--name", required=True)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    photos, labels, species = splits.load(options.work)
    paths = [(Path(options.shared) / "mushrooms" / p["path"], options.px) for p in photos]
    wanted = [i for i, p in enumerate(photos) if p["split"] in ("train", "calibrate")]
    if options.features:
        x = np.load(options.features).astype(np.float32)
    else:
        with multiprocessing.Pool(1, start, (options.backbone, options.px)) as pool:
            found = np.stack(pool.map(features, [paths[i] for i in wanted], chunksize=16))
        x = np.zeros((len(photos), found.shape[1]), np.float32)
        x[wanted] = found
    x /= x[wanted].std(0) + 1e-6
    rows = torch.from_numpy(x)
    for fold, (kept, asked) in splits.folds(photos, labels).items():
        for metric in (0.5, 0.0):
            answer = fit(rows[kept], torch.tensor([photos[i]["leaf"] for i in kept]), torch.tensor([photos[i]["species"] for i in kept]), metric, len(labels), len(species))
            logits, cosines = answer(rows)
            result = {"name": "%s frozen %s / %s" % (options.name, "leaves+species" if metric else "leaves", fold), "fold": fold,
                      "plain": measure.report(photos, labels, species, asked, logits, cosines)}
            with open(options.out, "a") as file:
                file.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()

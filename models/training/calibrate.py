# Fits what turns the model's numbers into probabilities, on the calibration split, and writes manifest.json.
# temperature: of the leaves. few_shot: scale and `none` of the cosines, among species of genera without a leaf and among
# the species of one genus (core/fungi/prototypes.hpp). not_mushroom: the threshold at which both kinds of error weigh the same.
# Guarantee: no photo of the test split is read. Every (role, source) set weighs the same, so that the many easy photos of
# the trained sources do not make the model look surer than it is elsewhere.
import argparse
import hashlib
import json
from itertools import product
from pathlib import Path

import numpy as np
import onnxruntime as ort

import references
import splits
from measure import genus_matrix, softmax
from preprocess import load_tensor

LIKELY, POSSIBLE = 0.70, 0.30


def run_model(path, photos, rows, shared):
    """Scores of the rows, kept beside WORK/plan.json by the model's hash by the caller."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    root = Path(shared) / "mushrooms"
    return np.concatenate([session.run(["scores"], {"input": load_tensor(root / photos[i]["path"])})[0] for i in rows])


def cosine_shares(cosines, scale, none):
    """[N, S] shares of the species and, last, of none of them."""
    logits = np.concatenate([scale * cosines, np.full((len(cosines), 1), none)], 1)
    return softmax(logits)


def outcome_probability(leaf, of_other, labels, few_genera, photos, rows):
    """Probability given to what each photo is, at genus rank. leaf [N, L], of_other [N, S + 1]."""
    genera, matrix = genus_matrix(labels)
    by_genus = leaf @ matrix
    out = np.empty(len(rows))
    for k, i in enumerate(rows):
        genus = photos[i]["genus"]
        if photos[i]["role"] == "negative":
            out[k] = leaf[k, -1]
        elif genus in genera:
            out[k] = by_genus[k, genera.index(genus)]
        else:
            own = [j for j, g in enumerate(few_genera) if g == genus] or [len(few_genera)]
            out[k] = leaf[k, -2] * of_other[k, own].sum()
    return out


def set_weights(photos, rows):
    keys = [("negative" if photos[i]["role"] == "negative" else (photos[i]["role"], photos[i]["source"])) for i in rows]
    return np.array([1 / keys.count(k) for k in keys])


def fit_genera(logits, cosines, labels, few_genera, photos, rows):
    """(temperature, scale, none) of the least weighted log loss."""
    weight = set_weights(photos, rows)
    best = None
    for temperature in np.round(np.arange(0.5, 1.51, 0.05), 2):
        leaf = softmax(logits, temperature)
        for scale, none in product(range(8, 31, 2), np.arange(0.0, 16.0, 1.0)):
            told = outcome_probability(leaf, cosine_shares(cosines, scale, none), labels, few_genera, photos, rows)
            loss = float(-(weight * np.log(told + 1e-6)).sum() / weight.sum())
            best = min(best or (loss, 0, 0, 0), (loss, float(temperature), float(scale), float(none)))
    return best


def fit_species(cosines, listed, photos, rows):
    """(scale, none) among the species of a genus, asked twice of each photo: with its species listed (then it should win), and
    with it left out (then none should)."""
    by_genus = {}
    for j, species in enumerate(listed):
        by_genus.setdefault(species.split()[0], []).append(j)
    asked = [(k, by_genus[photos[i]["genus"]], listed.index(photos[i]["latin"])) for k, i in enumerate(rows) if photos[i]["latin"] in listed]
    best = None
    for scale, none in product(range(4, 31, 2), np.arange(-2.0, 18.0, 1.0)):
        loss = 0.0
        for k, members, truth in asked:
            told = cosine_shares(cosines[k:k + 1, members], scale, none)[0]
            loss -= np.log(told[members.index(truth)] + 1e-6)
            others = [j for j in members if j != truth]
            loss -= np.log(cosine_shares(cosines[k:k + 1, others], scale, none)[0, -1] + 1e-6) if others else 0.0
        best = min(best or (loss, 0, 0), (float(loss), float(scale), float(none)))
    return best


def fit_not_mushroom(logits, temperature, photos, rows):
    probability = softmax(logits, temperature)[:, -1]
    negative = np.array([photos[i]["role"] == "negative" for i in rows])
    options = [(min((probability[negative] >= t).mean(), (probability[~negative] < t).mean()), -abs(t - 0.5), t) for t in np.arange(0.2, 0.91, 0.01)]
    return round(float(max(options)[2]), 2)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--version", default="2.0.0")
    arguments.add_argument("--side", type=int, default=224)
    arguments.add_argument("--manifest", required=True)
    options = arguments.parse_args()
    photos, labels, species = splits.load(options.work)
    listed = splits.prototype_species(labels, species)
    rows = [i for i, p in enumerate(photos) if p["split"] == "calibrate"]
    scores = run_model(options.model, photos, rows, options.shared)
    logits, cosines = scores[:, :len(labels)], scores[:, len(labels):len(labels) + len(listed)]
    genera = genus_matrix(labels)[0]
    few = [j for j, s in enumerate(listed) if s.split()[0] not in genera]
    loss, temperature, scale, none = fit_genera(logits, cosines[:, few], labels, [listed[j].split()[0] for j in few], photos, rows)
    print("log loss %.4f" % loss)
    within = fit_species(cosines, listed, photos, rows)
    stored = Path(options.model).read_bytes()
    name = Path(options.model).name
    meaning = labels + [{"kind": "prototype", "genus": s.split()[0], "species": s} for s in listed]
    for row in references.that_may_ship(options.shared):
        meaning.append({"kind": "reference", "genus": row["latin"].split()[0], "species": row["latin"], "picture": Path(row["path"]).stem})
    if len(meaning) != scores.shape[1]:
        raise SystemExit("the model answers %d numbers, the plan means %d" % (scores.shape[1], len(meaning)))
    manifest = {"schema": 1, "models": [{
        "name": "hypha-fungi", "version": options.version, "file": name, "sha256": hashlib.sha256(stored).hexdigest(), "bytes": len(stored),
        "licence": "Apache-2.0", "card": name.replace(".onnx", ".card.json"),
        "input": {"name": "input", "width": options.side, "height": options.side, "layout": "NCHW", "scale": "px/127.5-1", "resize": "area", "crop_fraction": 1.0},
        "outputs": {"logits": "scores", "embedding": "embedding", "embedding_size": 128, "evidence": "evidence"},
        "temperature": temperature,
        "thresholds": {"not_mushroom": fit_not_mushroom(logits, temperature, photos, rows), "likely": LIKELY, "possible": POSSIBLE, "quality_sharpness_min": None},
        "few_shot": {"other_genera": {"scale": scale, "none": none}, "within_genus": {"scale": within[1], "none": within[2]}},
        "labels": meaning}]}
    Path(options.manifest).write_text(json.dumps(manifest, indent=1) + "\n")
    entry = manifest["models"][0]
    print({k: entry[k] for k in ("temperature", "thresholds", "few_shot", "bytes")})


if __name__ == "__main__":
    main()

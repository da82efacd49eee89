# Compares states, blends with the pretrained weights, and head biases on the calibration split.
# Guarantee: reads cached activations of calibration photos only, so the test split plays no part in a choice.
# Limits: float32 weights; the shipped int8 file is measured by evaluate.py.
import argparse
from pathlib import Path

import numpy as np
import torch

import calibrate
import score
import splits
from backbone import load_upper
from finetune import Network, predict
from lower_part import BACKBONE, CUT


def mixed_state(states, pretrained, blend):
    mean = {k: sum(s[k] for s in states) / len(states) for k in states[0]}
    return {k: v if k.startswith("head") else (1 - blend) * pretrained[k] + blend * v for k, v in mean.items()}


def describe(logits, labels, photos, rows):
    temperature = calibrate.fit_temperature(logits, labels, photos, rows)
    not_mushroom = calibrate.fit_not_mushroom(logits, temperature, photos, rows)
    given = score.answers(logits, labels, temperature, dict(not_mushroom=not_mushroom, likely=0.7, possible=0.3))
    line, top, weights = [], [], calibrate.set_weights(photos, rows)
    for key in sorted({(photos[i]["role"], photos[i]["source"]) for i in rows if photos[i]["role"].startswith("known")}):
        own = [k for k, i in enumerate(rows) if (photos[i]["role"], photos[i]["source"]) == key]
        top.append(np.mean([given[k]["genera"][0] == photos[rows[k]]["genus"] for k in own]))
        line.append("%s/%s %.2f" % (key[0].replace("known_", ""), key[1][:6], top[-1]))
    loss = -(weights * np.log(calibrate.outcome_probability(score.softmax(logits, temperature), labels, photos, rows) + 1e-9)).sum() / weights.sum()
    negative = [g["state"] == "not_mushroom" for g, i in zip(given, rows) if photos[i]["role"] == "negative"]
    kept = [g["state"] != "not_mushroom" for g, i in zip(given, rows) if photos[i]["role"] != "negative"]
    unseen = [g["state"] != "answered" for g, i in zip(given, rows) if photos[i]["role"] == "unseen_genus"]
    answered = [g["state"] == "answered" for g, i in zip(given, rows) if photos[i]["role"].startswith("known")]
    other_species = [g["rank"] == "species" for g, i in zip(given, rows) if photos[i]["genus"] in ("Amanita", "Boletus")
                     and labels[photos[i]["leaf"]]["kind"] == "genus_rest" and photos[i]["role"].startswith("known")]
    return "T %.2f nm>=%.2f loss %.3f mean %.3f | %s | negatives %.3f kept %.3f unseen not named %.2f answered %.2f, congeners given a species %d of %d" % (
        temperature, not_mushroom, loss, np.mean(top), " ".join(line), np.mean(negative), np.mean(kept), np.mean(unseen), np.mean(answered), sum(other_species), len(other_species))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--plan", default="shipped", choices=splits.PLANS)
    arguments.add_argument("--states", nargs="+", required=True, help="each: one file, or several joined by + to average")
    arguments.add_argument("--blends", nargs="+", type=float, default=[1.0])
    arguments.add_argument("--other-bias", nargs="+", type=float, default=[0.0])
    arguments.add_argument("--species-bias", nargs="+", type=float, default=[0.0])
    options = arguments.parse_args()
    torch.set_num_threads(1)
    photos, labels, _ = splits.load(options.work, options.plan)
    rows = np.array([i for i, p in enumerate(photos) if p["split"] == "calibrate"])
    middle = np.load(Path(options.work) / "clean_middle.npy", mmap_mode="r")
    network = Network(load_upper(Path(options.shared) / BACKBONE, CUT), len(labels), 0.0)
    pretrained = {k: v.clone() for k, v in network.state_dict().items()}
    for name in options.states:
        states = [torch.load(part, weights_only=True) for part in name.split("+")]
        for blend in options.blends:
            network.load_state_dict(mixed_state(states, pretrained, blend))
            logits = predict(network, middle, rows)
            for other in options.other_bias:
                for species in options.species_bias:
                    moved = logits.copy()
                    moved[:, -2] += other
                    moved[:, [i for i, l in enumerate(labels) if l["kind"] == "species"]] += species
                    print(Path(name).name, "blend", blend, "other", other, "species", species, describe(moved, labels, photos, rows), flush=True)


if __name__ == "__main__":
    main()

# Arithmetic shared by calibration and evaluation: probabilities, the answer rule, intervals.
# Guarantee: the answer rule is the app's: not-a-mushroom first, then the lowest rank at `likely`,
# failing that the lowest at `possible`, failing that no name. Probabilities are never renormalised.
import math

import numpy as np


def softmax(logits, temperature):
    scaled = logits / temperature
    scaled = np.exp(scaled - scaled.max(1, keepdims=True))
    return scaled / scaled.sum(1, keepdims=True)


def genus_matrix(labels):
    genera = sorted({l["genus"] for l in labels if "genus" in l})
    matrix = np.zeros((len(labels), len(genera)))
    for i, label in enumerate(labels):
        if "genus" in label:
            matrix[i, genera.index(label["genus"])] = 1
    return genera, matrix


def answers(logits, labels, temperature, thresholds):
    """One dict a photo: state, rank, genus, species, probability, ranked genera."""
    probability = softmax(logits, temperature)
    genera, matrix = genus_matrix(labels)
    by_genus = probability @ matrix
    species = [i for i, l in enumerate(labels) if l["kind"] == "species"]
    out = []
    for row, genus_row in zip(probability, by_genus):
        order = np.argsort(-genus_row, kind="stable")
        top_genus, genus_p = genera[order[0]], float(genus_row[order[0]])
        top_species = max(species, key=lambda i: row[i])
        species_p = float(row[top_species])
        one = dict(state="unknown", rank=None, name=None, genus=top_genus, probability=genus_p, genus_probability=genus_p,
                   genera=[genera[i] for i in order], not_mushroom=float(row[-1]), other=float(row[-2]))
        if row[-1] >= thresholds["not_mushroom"]:
            one["state"] = "not_mushroom"
        else:
            for level in ("likely", "possible"):
                if species_p >= thresholds[level]:
                    one.update(state="answered", rank="species", name=labels[top_species]["species"],
                               genus=labels[top_species]["genus"], probability=species_p)
                    break
                if genus_p >= thresholds[level]:
                    one.update(state="answered", rank="genus", name=top_genus)
                    break
        out.append(one)
    return out


def wilson(hits, count, z=1.96):
    if count == 0:
        return None
    share = hits / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return [round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)]


def rate(flags):
    flags = list(flags)
    hits = int(sum(bool(f) for f in flags))
    return dict(hits=hits, count=len(flags), share=round(hits / len(flags), 4) if flags else None, wilson95=wilson(hits, len(flags)))


def expected_calibration_error(confidence, right, bins=10):
    confidence, right = np.asarray(confidence), np.asarray(right, float)
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(sum(abs(confidence[index == b].mean() - right[index == b].mean()) * (index == b).mean()
                     for b in range(bins) if (index == b).any()))

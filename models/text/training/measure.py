# Figures of a card: shares with their 95 % Wilson interval, confusion, expected calibration error (15 bins of equal width).
import math

import numpy as np


def share(hits, count):
    if count == 0:
        return {"hits": 0, "count": 0, "share": None, "wilson95": None}
    p, z = hits / count, 1.959964
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return {"hits": int(hits), "count": int(count), "share": round(p, 4), "wilson95": [round(middle - half, 4), round(middle + half, 4)]}


def softmax(scores, temperature):
    powers = np.exp((scores - scores.max(1, keepdims=True)) / temperature)
    return powers / powers.sum(1, keepdims=True)


def calibration_error(confidence, right):
    bins = np.minimum((confidence * 15).astype(int), 14)
    return round(float(sum(abs(right[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean() for b in range(15) if (bins == b).any())), 4)


def confusion(truth, given):
    table = {}
    for t, g in zip(truth, given):
        table.setdefault(t, {})
        table[t][g] = table[t].get(g, 0) + 1
    return {t: dict(sorted(row.items(), key=lambda item: -item[1])) for t, row in sorted(table.items())}


def measure(scores, labels, temperature, reject_below, truth, merge):
    """`merge`: the set's name for each label of ours (a label it lacks keeps its own name and is then a miss)."""
    probability = softmax(scores, temperature)
    names = sorted({merge.get(label, label) for label in labels})
    merged = np.stack([probability[:, [i for i, l in enumerate(labels) if merge.get(l, l) == n]].sum(1) for n in names], 1)
    first = probability.argmax(1)
    given = np.array([merge.get(labels[i], labels[i]) for i in first])
    known = [i for i, n in enumerate(names) if n in set(truth)]
    among = np.array([names[known[i]] for i in merged[:, known].argmax(1)])
    right, top = given == truth, probability.max(1)
    answered = top >= reject_below
    in_set = merged[np.arange(len(first)), [names.index(g) for g in given]]
    return {"right": share(right.sum(), len(right)),
            "right_among_topics_of_the_set": share((among == truth).sum(), len(truth)),
            "answered": share(answered.sum(), len(right)), "right_among_answered": share((right & answered).sum(), answered.sum()),
            "calibration_error": calibration_error(in_set, right), "confusion": confusion(truth, given)}

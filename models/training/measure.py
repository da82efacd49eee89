# What a fold or a split says of a network: ranking by genus, few-shot ranking by species, telling mushrooms from other things.
# All from arrays; nothing is fitted here. Rates are plain shares (0..1), None where no photo asks.
import numpy as np


def genus_matrix(labels):
    """(genera, matrix [L, G]): sums leaf probabilities into genera."""
    genera = sorted({l["genus"] for l in labels if "genus" in l})
    matrix = np.zeros((len(labels), len(genera)), np.float64)
    for i, label in enumerate(labels):
        if "genus" in label:
            matrix[i, genera.index(label["genus"])] = 1
    return genera, matrix


def softmax(logits, temperature=1.0):
    scaled = np.asarray(logits, np.float64) / temperature
    scaled = np.exp(scaled - scaled.max(1, keepdims=True))
    return scaled / scaled.sum(1, keepdims=True)


def share(flags):
    flags = list(flags)
    return round(float(np.mean(flags)), 4) if flags else None


def area_under_curve(high, low):
    """Probability that a member of `high` scores above one of `low` (Mann-Whitney)."""
    if not len(high) or not len(low):
        return None
    order = np.argsort(np.concatenate([high, low]), kind="stable").argsort() + 1
    return round(float((order[:len(high)].sum() - len(high) * (len(high) + 1) / 2) / (len(high) * len(low))), 4)


def report(photos, labels, species, rows, logits, cosines):
    """logits [N, L], cosines [N, S] of all photos; rows: those that are asked."""
    genera, matrix = genus_matrix(labels)
    probability = softmax(logits[rows])
    by_genus = probability @ matrix
    ranked = np.argsort(-by_genus, 1)
    known = [k for k, i in enumerate(rows) if photos[i]["genus"] in genera]
    top = lambda k, n: photos[rows[k]]["genus"] in [genera[g] for g in ranked[k][:n]]
    out = {"photos": len(rows), "genus_top1": share(top(k, 1) for k in known), "genus_top3": share(top(k, 3) for k in known)}
    by = {}
    for k in known:
        by.setdefault(photos[rows[k]]["genus"], []).append(top(k, 1))
    out["genus_top1_mean"] = round(float(np.mean([np.mean(v) for v in by.values()])), 4) if by else None
    out["by_source"] = {s: share(top(k, 1) for k in known if photos[rows[k]]["source"] == s) for s in sorted({photos[rows[k]]["source"] for k in known})}
    truth = [genera.index(photos[rows[k]]["genus"]) for k in known]
    out["genus_loss"] = round(float(-np.log(by_genus[known, truth] + 1e-6).mean()), 4) if known else None
    few = [k for k, i in enumerate(rows) if photos[i]["role"].startswith("few") and photos[i]["species"] >= 0]
    if few:
        of_genus = np.array([s.split()[0] for s in species])
        listed = np.nonzero([g not in genera for g in of_genus])[0]
        score = cosines[np.ix_([rows[k] for k in few], listed)]
        best = np.argsort(-score, 1)
        name = [photos[rows[k]]["latin"] for k in few]
        out["few_photos"] = len(few)
        out["few_species_top1"] = share(species[listed[b[0]]] == n for b, n in zip(best, name))
        out["few_species_top5"] = share(n in [species[listed[j]] for j in b[:5]] for b, n in zip(best, name))
        out["few_genus_top1"] = share(of_genus[listed[b[0]]] == n.split()[0] for b, n in zip(best, name))
    negative = np.array([photos[i]["role"] == "negative" for i in rows])
    out["not_mushroom_auc"] = area_under_curve(probability[negative, -1], probability[~negative, -1])
    other = [k for k, i in enumerate(rows) if not photos[i]["role"].startswith("known") and photos[i]["latin"]]
    out["known_against_other_auc"] = area_under_curve(by_genus[known].max(1), by_genus[other].max(1)) if other and known else None
    return out

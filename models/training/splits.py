# Decides, for each photo, its leaf class and whether it trains, calibrates or tests.
# Guarantee: near duplicates (embedding cosine >= DUPLICATE_COSINE) never sit on two sides;
# wikimedia-reference never trains; inat-sweden trains at most SCARCE_GENERA (plan "shipped") or
# nothing (plan "strict"); the genera of role "unseen_genus" never train.
# All choices are hashes of names, so a new run gives the same split.
import csv
import hashlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

DUPLICATE_COSINE = 0.94
GENUS_MIN_PHOTOS = 15
SPECIES_MIN_PHOTOS = 90
CONTRAST_MIN_PHOTOS = 8      # photos of other species of the genus that train
APART_SOURCES = ("inat-sweden", "wikimedia-reference")
# 15 photos in inat-sweden and 4 to 12 in ukspecies. Plan "shipped" trains on the former and tests on
# the latter; plan "strict" the other way round, so that inat-sweden stays wholly unseen.
PLANS = ("shipped", "strict")
# Species that trained as leaves but are published within their genus: on unseen sources their leaves
# swallowed other species of the genus, deadly ones among them (see the card).
CLOSED_SPECIES = ("Amanita vaginata", "Boletus edulis")
SCARCE_GENERA = ("Cantharellus", "Craterellus", "Imleria", "Hygrophoropsis")


def fraction(text):
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def genus_of(latin):
    return latin.split()[0] if latin else ""


def duplicate_groups(embedding):
    unit = embedding / np.linalg.norm(embedding, axis=1, keepdims=True)
    parent = list(range(len(unit)))

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for start in range(0, len(unit), 512):
        close = unit[start:start + 512] @ unit.T >= DUPLICATE_COSINE
        for row, column in zip(*np.nonzero(close)):
            if start + row < column:
                parent[root(start + row)] = root(column)
    return [root(i) for i in range(len(unit))]


def assign(photos, embedding, plan):
    """photos: rows of photos.csv. Adds genus, group, split and set (what a test photo measures)."""
    mushrooms = [p for p in photos if p["latin"] and p["source"] != "wikimedia-reference"]
    genus_count = Counter(genus_of(p["latin"]) for p in mushrooms)
    species_count = Counter(p["latin"] for p in mushrooms)
    known = {g for g, n in genus_count.items() if n >= GENUS_MIN_PHOTOS}
    deep = {s for s, n in species_count.items() if n >= SPECIES_MIN_PHOTOS}
    # Neoboletus luridiformis is the accepted name of what the source calls erythropus.
    deep_names = deep | {"Neoboletus luridiformis"}
    groups = duplicate_groups(embedding)
    order = defaultdict(list)
    for i, p in enumerate(photos):
        order[(p["source"], p["latin"])].append(i)
    rank = {i: k for rows in order.values() for k, i in enumerate(sorted(rows, key=lambda j: fraction(photos[j]["path"])))}
    for i, p in enumerate(photos):
        p["genus"], p["group"] = genus_of(p["latin"]), groups[i]
        share = fraction("group %s" % photos[groups[i]]["path"])
        if not p["latin"]:
            p["role"] = "negative"
            p["split"] = "train" if share < 0.70 else "calibrate" if share < 0.80 else "test"
        elif p["genus"] not in known:
            apart = fraction("genus " + p["genus"])
            if p["genus"] not in genus_count or apart < 0.35:
                p["role"], p["split"] = "unseen_genus", "test"
            elif apart < 0.45:
                p["role"], p["split"] = "unseen_genus", "calibrate"
            else:
                p["role"] = "few_photos_genus"
                p["split"] = "test" if p["source"] in APART_SOURCES else "train"
        else:
            p["role"] = "known_genus"
            scarce = p["genus"] in SCARCE_GENERA
            trains_on_apart = plan == "shipped" and scarce and p["source"] == "inat-sweden"
            if p["source"] in APART_SOURCES and not trains_on_apart:
                p["split"], p["role"] = "test", "known_genus_new_source"
            elif p["source"] != "ukspecies":
                p["split"] = "train" if share < 0.82 else "calibrate" if share < 0.91 else "test"
            elif scarce and plan == "strict":
                p["split"] = "train"
            elif scarce or p["latin"] in deep_names:
                p["role"] = "known_genus_other_source" if scarce else "known_species_other_source"
                p["split"] = "calibrate" if rank[i] % 2 == 0 else "test"
            elif rank[i] == 3:
                p["split"] = "calibrate" if fraction("side " + p["latin"]) < 0.4 else "test"
            else:
                p["split"] = "train"
    close_ranks(photos)
    return photos, sorted(known), sorted(deep)


def close_ranks(photos):
    """A duplicate group that spans splits goes whole to its most protected side, or leaves training."""
    strict = {"train": 0, "calibrate": 1, "test": 2}
    side = defaultdict(lambda: "train")
    for p in photos:
        if strict[p["split"]] > strict[side[p["group"]]]:
            side[p["group"]] = p["split"]
    for p in photos:
        if p["split"] != side[p["group"]]:
            p["split"] = "dropped"


def leaves(photos, known, deep):
    """The leaf list (index order of the logits) and each photo's leaf index (-1: no leaf of its own)."""
    trained = [p for p in photos if p["split"] == "train"]
    labels = []
    for genus in known:
        rest = sum(1 for p in trained if p["genus"] == genus and p["latin"] not in deep)
        for species in deep:
            if genus_of(species) == genus and rest >= CONTRAST_MIN_PHOTOS:
                labels.append({"kind": "species", "genus": genus, "species": species})
        labels.append({"kind": "genus_rest", "genus": genus})
    labels += [{"kind": "other_mushroom"}, {"kind": "not_mushroom"}]
    species_leaf = {l["species"]: i for i, l in enumerate(labels) if l["kind"] == "species"}
    rest_leaf = {l["genus"]: i for i, l in enumerate(labels) if l["kind"] == "genus_rest"}
    for p in photos:
        if not p["latin"]:
            p["leaf"] = len(labels) - 1
        elif p["genus"] in rest_leaf:
            p["leaf"] = species_leaf.get(p["latin"], rest_leaf[p["genus"]])
        else:
            p["leaf"] = len(labels) - 2
    return labels


def published(labels):
    """The labels of the shipped logits: closed species leaves are summed into their genus."""
    return [l for l in labels if l.get("species") not in CLOSED_SPECIES]


def load(work, plan="shipped"):
    photos = list(csv.DictReader(open(Path(work) / "photos.csv")))
    embedding = np.load(Path(work) / "clean_embedding.npy")
    photos, known, deep = assign(photos, embedding, plan)
    return photos, leaves(photos, known, deep), embedding


if __name__ == "__main__":
    import sys
    rows, labels, _ = load(*sys.argv[1:3])
    print(len(labels), "leaves")
    for key, count in sorted(Counter((p["split"], p["role"], p["source"]) for p in rows).items()):
        print(count, *key)
    print("groups larger than one:", sum(1 for n in Counter(p["group"] for p in rows).values() if n > 1))

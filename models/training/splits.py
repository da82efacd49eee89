# Decides, for each photo, its leaf and species class and whether it trains, calibrates or tests; and the folds of
# cross-validation, which never touch a photo that tests.
# Guarantee: near duplicates (embedding cosine >= DUPLICATE_COSINE) never sit on two sides; wikimedia-reference never
# trains; inat-sweden trains at most SCARCE_GENERA; the genera of role "unseen_genus" never train.
# All choices are hashes of names, so a new run gives the same split.
# Usage: splits.py --shared DATA --work DIR: writes DIR/plan.json (needs DIR/clean_embedding.npy of embed.py).
import argparse
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from photos import list_photos

DUPLICATE_COSINE = 0.94
GENUS_MIN_PHOTOS = 15
DEEP_MIN_PHOTOS = 90
APART_SOURCES = ("inat-sweden", "wikimedia-reference")
# Species with leaves of their own. Amanita vaginata and Boletus edulis have as many photos, but as leaves they swallowed
# other species of their genus on unseen sources, deadly ones among them; they train within their genus.
SPECIES_LEAVES = ("Amanita muscaria",)
# 15 photos in inat-sweden and 4 to 12 in ukspecies: they train on the former and test on the latter.
SCARCE_GENERA = ("Cantharellus", "Craterellus", "Imleria", "Hygrophoropsis")
UNSEEN_TEST, UNSEEN_CALIBRATE = 0.20, 0.08      # shares of the genera with few photos that never train


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


def assign(photos, embedding):
    """photos: rows of list_photos(). Adds genus, group, role and split (what a test photo measures)."""
    mushrooms = [p for p in photos if p["latin"] and p["source"] != "wikimedia-reference"]
    genus_count = Counter(genus_of(p["latin"]) for p in mushrooms)
    species_count = Counter(p["latin"] for p in mushrooms)
    known = {g for g, n in genus_count.items() if n >= GENUS_MIN_PHOTOS}
    # Neoboletus luridiformis is the accepted name of what the source calls erythropus.
    deep = {s for s, n in species_count.items() if n >= DEEP_MIN_PHOTOS} | {"Neoboletus luridiformis"}
    groups = duplicate_groups(embedding)
    order = defaultdict(list)
    for i, p in enumerate(photos):
        order[(p["source"], p["latin"])].append(i)
    rank = {i: k for rows in order.values() for k, i in enumerate(sorted(rows, key=lambda j: fraction(photos[j]["path"])))}
    for i, p in enumerate(photos):
        p["genus"], p["group"] = genus_of(p["latin"]), groups[i]
        share = fraction("group %s" % photos[groups[i]]["path"])
        last_side = "calibrate" if fraction("side " + p["latin"]) < 0.4 else "test"
        if not p["latin"]:
            p["role"] = "negative"
            p["split"] = "train" if share < 0.70 else "calibrate" if share < 0.80 else "test"
        elif p["genus"] not in known:
            apart = fraction("genus " + p["genus"])
            if p["genus"] not in genus_count or apart < UNSEEN_TEST:
                p["role"], p["split"] = "unseen_genus", "test"
            elif apart < UNSEEN_TEST + UNSEEN_CALIBRATE:
                p["role"], p["split"] = "unseen_genus", "calibrate"
            elif p["source"] in APART_SOURCES:
                p["role"], p["split"] = "few_photos_genus_new_source", "test"
            else:
                p["role"], p["split"] = "few_photos_genus", last_side if rank[i] == 3 else "train"
        else:
            p["role"] = "known_genus"
            scarce = p["genus"] in SCARCE_GENERA
            if p["source"] in APART_SOURCES and not (scarce and p["source"] == "inat-sweden"):
                p["split"], p["role"] = "test", "known_genus_new_source"
            elif p["source"] != "ukspecies":
                p["split"] = "train" if share < 0.82 else "calibrate" if share < 0.91 else "test"
            elif scarce or p["latin"] in deep:
                p["role"] = "known_genus_other_source" if scarce else "known_species_other_source"
                p["split"] = "calibrate" if rank[i] % 2 == 0 else "test"
            else:
                p["split"] = last_side if rank[i] == 3 else "train"
    close_ranks(photos)
    return photos, sorted(known)


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


def leaves(photos, known):
    """The leaf list (index order of the logits), the species list (of the prototypes); adds leaf and species to each photo."""
    labels = [{"kind": "species", "genus": genus_of(s), "species": s} for s in SPECIES_LEAVES]
    labels += [{"kind": "genus_rest", "genus": g} for g in known]
    labels.sort(key=lambda l: (l["genus"], l["kind"] != "species"))
    labels += [{"kind": "other_mushroom"}, {"kind": "not_mushroom"}]
    species = sorted({p["latin"] for p in photos if p["split"] == "train" and p["latin"]})
    species_leaf = {l["species"]: i for i, l in enumerate(labels) if l["kind"] == "species"}
    rest_leaf = {l["genus"]: i for i, l in enumerate(labels) if l["kind"] == "genus_rest"}
    for p in photos:
        p["species"] = species.index(p["latin"]) if p["latin"] in species else -1
        if not p["latin"]:
            p["leaf"] = len(labels) - 1
        else:
            p["leaf"] = species_leaf.get(p["latin"], rest_leaf.get(p["genus"], len(labels) - 2))
    return labels, species


def prototype_species(labels, species):
    """The species whose prototypes are shipped: a leaf says more than a prototype of the same species."""
    own_leaf = {l.get("species") for l in labels}
    return [s for s in species if s not in own_leaf]


def folds(photos, labels):
    """{name: (rows that train, rows that are asked)} over the photos that do not test. groups_k: every source is known, a third
    of the near-duplicate groups is held out. ukspecies_out, mushroomvision_out: a source is held out; asked are the genera of
    which at least ten photos from elsewhere train."""
    usable = [i for i, p in enumerate(photos) if p["split"] in ("train", "calibrate")]
    trains = [i for i in usable if may_train(photos[i])]
    out = {}
    third = {i: int(3 * fraction("fold %s" % photos[photos[i]["group"]]["path"])) for i in usable}
    for k in range(3):
        out["groups_%d" % k] = ([i for i in trains if third[i] != k], [i for i in usable if third[i] == k or not may_train(photos[i])])
    for source in ("ukspecies", "mushroomvision"):
        kept = [i for i in trains if photos[i]["source"] != source]
        enough = {g for g, n in Counter(photos[i]["genus"] for i in kept).items() if n >= 10}
        covered = {l["genus"] for l in labels if "genus" in l}
        asked = [i for i in usable if photos[i]["source"] == source and photos[i]["genus"] in enough & covered]
        groups = {photos[i]["group"] for i in asked}
        out[source + "_out"] = ([i for i in kept if photos[i]["group"] not in groups], asked)
    return out


def may_train(photo):
    return photo["role"] != "unseen_genus"


def load(work):
    plan = json.loads((Path(work) / "plan.json").read_text())
    return plan["photos"], plan["labels"], plan["species"]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--work", required=True)
    options = arguments.parse_args()
    work = Path(options.work)
    photos, known = assign(list_photos(options.shared), np.load(work / "clean_embedding.npy"))
    labels, species = leaves(photos, known)
    (work / "plan.json").write_text(json.dumps({"photos": photos, "labels": labels, "species": species}))
    print(len(labels), "leaves,", len(species), "species")
    for key, count in sorted(Counter((p["split"], p["role"], p["source"]) for p in photos).items()):
        print(count, *key)
    for name, (kept, asked) in folds(photos, labels).items():
        print(name, "trains on", len(kept), "asks", len(asked))


if __name__ == "__main__":
    main()

# Caches mid-network activations of random views of every photo that may train.
# Guarantee: views.npy row i belongs to photo views_photo.npy[i]; classes with few photos get more views.
# Limits: 38 KB a view; the lower part of the network stays as pretrained, since it is computed once here.
import argparse
import multiprocessing
from collections import Counter
from pathlib import Path

import numpy as np

import splits
from augment import random_view
from lower_part import BACKBONE, CUT, cut_session
from preprocess import open_upright, to_tensor

SESSION = None


def start(backbone):
    global SESSION
    SESSION = cut_session(backbone, [CUT])


def run(job):
    path, seed = job
    return SESSION.run(None, {"input": to_tensor(random_view(open_upright(path), seed))})[0][0].astype(np.float16)


def view_count(photo, leaf_size):
    if photo["role"] == "negative":
        return 2
    if photo["role"] == "few_photos_genus":
        return 8
    return 3 if leaf_size > 150 else 6 if leaf_size > 50 else 12


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    work = Path(options.work)
    photos, _, _ = splits.load(work)
    # Every photo that trains under either hold-out plan (see splits.py), so that one cache serves both.
    trains = [i for i, p in enumerate(photos) if p["split"] == "train" or p["genus"] in splits.SCARCE_GENERA and p["source"] != "wikimedia-reference"]
    sizes = Counter(photos[i]["leaf"] for i in trains)
    jobs = [(i, k) for k in range(12) for i in trains if k < view_count(photos[i], sizes[photos[i]["leaf"]])]
    store = np.lib.format.open_memmap(work / "views.npy", "w+", np.float16, (len(jobs), 96, 14, 14))
    np.save(work / "views_photo.npy", np.array([i for i, _ in jobs]))
    root = Path(options.shared) / "mushrooms"
    work_list = ((str(root / photos[i]["path"]), "%s %d" % (photos[i]["path"], k)) for i, k in jobs)
    with multiprocessing.Pool(options.processes, start, (Path(options.shared) / BACKBONE,)) as pool:
        for row, activation in enumerate(pool.imap(run, work_list, chunksize=16)):
            store[row] = activation
            if row % 1000 == 0:
                print(row, "of", len(jobs), flush=True)
    store.flush()
    print("done", len(jobs), flush=True)


if __name__ == "__main__":
    main()

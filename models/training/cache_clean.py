# Caches, for each photo as the app would see it, the mid-network activation and the embedding.
# Guarantee: row i of the arrays belongs to line i of photos.csv, written beside them.
# Limits: about 40 KB a photo; the arrays hold every photo, whatever its split.
import argparse
import csv
import multiprocessing
from pathlib import Path

import numpy as np

from lower_part import BACKBONE, CUT, cut_session
from preprocess import load_tensor

SESSION = None


def list_photos(shared):
    root = Path(shared) / "mushrooms"
    rows = [dict(path=r["path"], latin=r["latin"], source=r["source"]) for r in csv.DictReader(open(root / "train.csv"))]
    rows += [dict(path=r["path"], latin=r["latin"], source="wikimedia-reference") for r in csv.DictReader(open(root / "reference.csv"))]
    rows += [dict(path=r["path"], latin="", source=r["source"]) for r in csv.DictReader(open(root / "negatives.csv"))]
    return rows


def start(backbone):
    global SESSION
    SESSION = cut_session(backbone, [CUT, "features"])


def run(path):
    middle, embedding = SESSION.run(None, {"input": load_tensor(path)})
    return middle[0].astype(np.float16), embedding[0]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    shared, work = Path(options.shared), Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    rows = list_photos(shared)
    with open(work / "photos.csv", "w", newline="") as out:
        writer = csv.DictWriter(out, ["path", "latin", "source"])
        writer.writeheader()
        writer.writerows(rows)
    paths = [str(shared / "mushrooms" / r["path"]) for r in rows]
    with multiprocessing.Pool(options.processes, start, (shared / BACKBONE,)) as pool:
        answers = []
        for answer in pool.imap(run, paths, chunksize=32):
            answers.append(answer)
            if len(answers) % 500 == 0:
                print(len(answers), "of", len(paths), flush=True)
    np.save(work / "clean_middle.npy", np.stack([a[0] for a in answers]))
    np.save(work / "clean_embedding.npy", np.stack([a[1] for a in answers]))


if __name__ == "__main__":
    main()

# Writes DIR/clean_embedding.npy: the pretrained network's embedding of every photo, by which splits.py finds near duplicates.
# Usage: embed.py --shared DATA --work DIR. Row i belongs to photo i of photos.list_photos(). About 5 minutes on 2 cores.
import argparse
import multiprocessing
from pathlib import Path

import numpy as np
import onnxruntime as ort

from photos import list_photos
from preprocess import load_tensor

BACKBONE = "weights/mobilenet_edgetpu_224_1.0_uint8.features.fp32.onnx"
SESSION = None


def start(path):
    global SESSION
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    SESSION = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def embed(path):
    return SESSION.run(["features"], {"input": load_tensor(path)})[0][0]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--processes", type=int, default=2)
    options = arguments.parse_args()
    shared, work = Path(options.shared), Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    paths = [shared / "mushrooms" / row["path"] for row in list_photos(shared)]
    with multiprocessing.Pool(options.processes, start, (shared / BACKBONE,)) as pool:
        np.save(work / "clean_embedding.npy", np.stack(list(pool.imap(embed, paths, chunksize=32))))


if __name__ == "__main__":
    main()

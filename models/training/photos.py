# Reads the photo lists and decodes photos for training: once, into one array.
# Guarantee: row i of every array belongs to photo i of list_photos(). `canvas` holds the whole photo (short side at
# most CANVAS_SHORT px, long side cropped to 4:3) in its upper left corner, `size` its height and width; `squares(px)`
# are what the app would feed the network (preprocess.py), as uint8.
import csv
import io
import multiprocessing
import os
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from preprocess import area_resize, centred_square

CANVAS_SHORT, CANVAS_LONG = 288, 384


def list_photos(shared):
    root = Path(shared) / "mushrooms"
    rows = [dict(path=r["path"], latin=r["latin"], source=r["source"]) for r in csv.DictReader(open(root / "train.csv"))]
    rows += [dict(path=r["path"], latin=r["latin"], source="wikimedia-reference") for r in csv.DictReader(open(root / "reference.csv"))]
    rows += [dict(path=r["path"], latin="", source=r["source"]) for r in csv.DictReader(open(root / "negatives.csv"))]
    return rows


def fit_canvas(photo):
    if min(photo.size) > CANVAS_SHORT:
        scale = CANVAS_SHORT / min(photo.size)
        photo = photo.resize([max(CANVAS_SHORT, round(v * scale)) for v in photo.size], Image.LANCZOS)
    width, height = photo.size
    most = round(min(width, height) * CANVAS_LONG / CANVAS_SHORT)
    left, top = max(0, width - most) // 2, max(0, height - most) // 2
    return photo.crop((left, top, min(width, left + most), min(height, top + most)))


def decode(job):
    stored, sides = job
    with Image.open(io.BytesIO(stored)) as file:
        photo = ImageOps.exif_transpose(file).convert("RGB")
    square = np.asarray(centred_square(photo))
    squares = [np.clip(np.rint(area_resize(square, px)), 0, 255).astype(np.uint8) for px in sides]
    return np.asarray(fit_canvas(photo)), squares


def read_bytes(shared, rows, archive=None):
    """The files of the rows, from the folder or from a tar of the same paths."""
    if archive is None:
        return [(Path(shared) / "mushrooms" / row["path"]).read_bytes() for row in rows]
    with tarfile.open(archive) as tar:
        held = {member.name: tar.extractfile(member).read() for member in tar.getmembers()}
    return [held[row["path"]] for row in rows]


def one_thread():
    # Sixteen processes with sixteen BLAS threads each once took four minutes for what takes seconds.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def decode_all(stored, sides, processes):
    """canvas [N,384,384,3] uint8, size [N,2] int32, squares {px: [N,px,px,3] uint8}."""
    canvas = np.zeros((len(stored), CANVAS_LONG, CANVAS_LONG, 3), np.uint8)
    size = np.zeros((len(stored), 2), np.int32)
    squares = {px: np.zeros((len(stored), px, px, 3), np.uint8) for px in sides}
    one_thread()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for i, (pixels, own) in enumerate(pool.imap(decode, [(s, sides) for s in stored], chunksize=16)):
            canvas[i, :pixels.shape[0], :pixels.shape[1]] = pixels
            size[i] = pixels.shape[:2]
            for px, square in zip(sides, own):
                squares[px][i] = square
    return canvas, size, squares

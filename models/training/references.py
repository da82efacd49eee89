# The reference pictures that the app may show beside an answer, and their embeddings.
# Guarantee: only those whose licence allows it with a link alone: public domain, CC0, CC BY 4.0 and CC BY-SA 4.0
# (4.0, section 3(a)(2): the link to the source page names the author). 2.x and 3.0 need the author's name, which is not known.
import csv
import re
from pathlib import Path

import numpy as np
import onnxruntime as ort

from preprocess import centred_square, open_upright, area_resize

FREE = re.compile(r"^(Public domain|Creative Commons (Zero|CC0)\b.*|Creative Commons Attribution(-Share ?Alike)? 4\.0( International)?)$", re.IGNORECASE)


def that_may_ship(shared):
    """Rows of reference.csv, in its order."""
    rows = csv.DictReader(open(Path(shared) / "mushrooms" / "reference.csv"))
    return [row for row in rows if FREE.match(row["licence"].strip())]


def embed(model, paths, side):
    """[R, 128] unit rows: the embedding of each picture as the app would see it. model: ModelProto."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    out = []
    for path in paths:
        square = np.asarray(centred_square(open_upright(path)))
        pixels = (area_resize(square, side) / 127.5 - 1.0).transpose(2, 0, 1)[None].astype(np.float32)
        out.append(session.run(["embedding"], {"input": np.ascontiguousarray(pixels)})[0][0])
    return np.stack(out) if out else np.zeros((0, 128), np.float32)

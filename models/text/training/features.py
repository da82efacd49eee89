# Features of texts, computed by the product's own C++ (hypha_text_features), as a scipy matrix: one row a text.
# Guarantee: nothing of tokenising or hashing exists in Python, so training and product cannot differ.
import struct
import subprocess

import numpy as np
from scipy import sparse


def matrix_of(texts, kind, slots, tool):
    encoded = [text if isinstance(text, bytes) else text.encode() for text in texts]
    packed = b"".join(struct.pack("<I", len(each)) + each for each in encoded)
    out = subprocess.run([tool, kind, str(slots)], input=packed, stdout=subprocess.PIPE, check=True).stdout
    columns, weights, starts, at = [], [], [0], 0
    for _ in encoded:
        (count,) = struct.unpack_from("<I", out, at)
        columns.append(np.frombuffer(out, np.int32, count, at + 4))
        weights.append(np.frombuffer(out, np.float32, count, at + 4 + 4 * count))
        starts.append(starts[-1] + count)
        at += 4 + 8 * count
    assert at == len(out), "the tool answered more than it was asked"
    if not encoded:
        return sparse.csr_matrix((0, slots), dtype=np.float32)
    return sparse.csr_matrix((np.concatenate(weights), np.concatenate(columns), starts), shape=(len(encoded), slots))

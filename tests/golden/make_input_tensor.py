# Writes input_tensor.json: samples of the tensors that the training code makes from photos of noise.
# The C++ test makes the same noise and must make the same tensors. Run it again when models/training/preprocess.py changes:
#   python tests/golden/make_input_tensor.py   (needs the packages of models/training/requirements.txt)
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "models" / "training"))
from preprocess import centred_square, to_tensor  # noqa: E402


def noise_photo(width, height, seed):
    state, count = seed, width * height * 4
    out = bytearray(count)
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = state >> 24
    return Image.frombytes("RGBA", (width, height), bytes(out)).convert("RGB")


def main():
    golden = []
    for width, height, seed, crop_fraction in [(301, 257, 3, 1.0), (224, 224, 5, 1.0), (180, 321, 9, 0.875), (1000, 667, 21, 0.9)]:
        tensor = to_tensor(np.asarray(centred_square(noise_photo(width, height, seed), crop_fraction))).reshape(-1)
        picks = range(0, tensor.size, 331)
        golden.append(dict(width=width, height=height, seed=seed, crop_fraction=crop_fraction,
                           samples=[[i, round(float(tensor[i]), 6)] for i in picks]))
    (HERE / "input_tensor.json").write_text("[\n" + ",\n".join(json.dumps(g, separators=(",", ":")) for g in golden) + "\n]\n")


main()

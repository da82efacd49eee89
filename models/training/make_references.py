# Writes assets/references: the reference pictures that may ship, as small squares, and references.json with the licence of each.
# Guarantee: only pictures of references.that_may_ship(); every one with its species, licence, and a link to the page that names
# its author. Changed from the original: the centred square, made smaller.
import argparse
import json
from pathlib import Path

from PIL import Image

import references
from preprocess import centred_square, open_upright

SIDE, QUALITY = 224, 64


def short_licence(text):
    text = text.strip()
    if text.lower().startswith("public"):
        return "Public domain"
    if "zero" in text.lower() or "cc0" in text.lower():
        return "CC0 1.0"
    return "CC BY-SA 4.0" if "share" in text.lower() else "CC BY 4.0"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--out", default="../../assets/references")
    options = arguments.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    listed = []
    for row in references.that_may_ship(options.shared):
        picture = Path(row["path"]).stem
        square = centred_square(open_upright(Path(options.shared) / "mushrooms" / row["path"]))
        square.resize((SIDE, SIDE), Image.LANCZOS).save(out / (picture + ".webp"), "WEBP", quality=QUALITY, method=6)
        listed.append({"picture": picture, "species": row["latin"], "licence": short_licence(row["licence"]), "licence_url": row["licence_url"], "source_url": row["source_url"]})
    (out / "references.json").write_text(json.dumps({"schema": 1, "changes": "centred square, made smaller", "pictures": listed}, indent=1) + "\n")
    print(len(listed), "pictures,", sum(f.stat().st_size for f in out.glob("*.webp")), "bytes")


if __name__ == "__main__":
    main()

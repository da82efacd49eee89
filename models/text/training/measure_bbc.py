# Measures the English topic model on the BBC's 2,225 articles of 2004 and 2005 (Greene and Cunningham, ICML 2006; text (c) BBC), which
# never trained anything, adds the figures to its card and writes REPORT.md anew.
# Usage: measure_bbc.py --bbc FOLDER --tool hypha_text_features, where FOLDER holds business/, entertainment/, politics/, sport/, tech/.
import argparse
import json
from pathlib import Path

import numpy as np

import topic_model
from export_onnx import Exported
from features import matrix_of
from make_report import report
from measure import measure

MERGED = {"politics": "politics", "world": "politics", "society": "politics", "economy": "business", "technology": "tech", "science": "tech",
          "sports": "sport", "culture": "entertainment"}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--bbc", required=True)
    arguments.add_argument("--tool", required=True)
    arguments.add_argument("--out", default=str(Path(__file__).parent.parent))
    options = arguments.parse_args()
    out = Path(options.out)
    models = json.loads((out / "manifest.json").read_text())["models"]
    cards = [(model, json.loads((out / model["card"]).read_text())) for model in models]
    model, card = next(pair for pair in cards if pair[0].get("lang") == "en")
    rows = [(folder, path.read_text("latin-1")) for folder in sorted(set(MERGED.values())) for path in sorted((Path(options.bbc) / folder).glob("*.txt"))]
    scores = Exported(out / model["file"]).scores(matrix_of([text for _, text in rows], model["features"], model["slots"], options.tool))
    truth = np.array([folder for folder, _ in rows])
    card["evaluation"]["second_source"] = {"name": "BBC", **measure(scores, topic_model.LABELS, model["temperature"], model["reject_below"], truth, MERGED)}
    (out / model["card"]).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    (out / "REPORT.md").write_text(report(cards))


if __name__ == "__main__":
    main()

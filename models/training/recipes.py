# Writes the job lists of sweep.py: what REPORT.md compares, and what is shipped.
# Usage: recipes.py compare|ship|student > jobs.json; student follows ship in the same folder of arrays.
import json
import sys

EDGETPU = "mobilenet_edgetpu_224_1.0_uint8.features.fp32.onnx"
V2 = "tf2_mobilenet_v2_1.0_224_ptq.features.fp32.onnx"
FOLDS = ("ukspecies_out", "groups_0")
STEPS = 450


def recipe(**changes):
    return {"backbone": EDGETPU, "px": 224, "freeze": False, "metric": 0.5, "steps": STEPS, **changes}


def compare():
    named = {}
    for frozen in (False, True):
        for backbone, short in ((EDGETPU, "edgetpu"), (V2, "v2")):
            for px in (224, 288):
                for metric in (0.5, 0.0):
                    name = "%s %d %s %s" % (short, px, "frozen" if frozen else "whole", "leaves+species" if metric else "leaves")
                    named[name] = recipe(backbone=backbone, px=px, freeze=frozen, metric=metric)
    for name, changes in (("rate 2e-3", {"rate": 2e-3}), ("rate 1.5e-2", {"rate": 1.5e-2}), ("three times the steps", {"steps": 3 * STEPS}),
                          ("plain crops", {"strong": False}), ("no mixing", {"mixing": False}), ("int8 weights, 127 levels", {"levels": 127}),
                          ("int8 weights, 100 levels", {"levels": 100}), ("dropout 0.5", {"dropout": 0.5}), ("metric 1.5", {"metric": 1.5}),
                          ("drawn evenly", {"sharpness": 0.25})):
        named["edgetpu 224 whole leaves+species, " + name] = recipe(**changes)
    # The rate first: every other figure hangs on it.
    order = sorted(named, key=lambda n: (not n.endswith(("rate 2e-3", "rate 1.5e-2")) and n != "edgetpu 224 whole leaves+species", list(named).index(n)))
    return [{"name": "%s / %s" % (name, fold), "fold": fold, "recipe": named[name]} for name in order for fold in FOLDS]


def ship():
    common = {"steps": 1500, "rate": 3e-3, "levels": 127, "average": 0.998}
    changes = [{"seed": 1}, {"seed": 2, "metric": 1.0}, {"seed": 3, "px": 288, "steps": 900}]
    return [{"name": "ship%d" % (k + 1), "fold": "all", "keep": "state", "recipe": recipe(**{**common, **c})} for k, c in enumerate(changes)]


def student():
    return [{"name": "student", "fold": "all", "keep": "state", "teachers": ["ship1", "ship2", "ship3"],
             "recipe": recipe(steps=1000, rate=3e-3, levels=127, seed=4, distill=0.7, average=0.997)}]


if __name__ == "__main__":
    json.dump({"compare": compare, "ship": ship, "student": student}[sys.argv[1]](), sys.stdout, indent=1)

# Writes REPORT.md from results.jsonl files of sweep.py and frozen.py. Guarantee: no number is typed here.
# Usage: report.py --results FILE... --ship FILE... --formats FILE > REPORT.md
import argparse
import json
from pathlib import Path


def rows_of(paths):
    return [json.loads(line) for path in paths for line in Path(path).read_text().splitlines() if '"error"' not in line]


def cell(value):
    return "–" if value is None else "%.3f" % value


def compared(results):
    names, folds = [], []
    by = {}
    for row in results:
        name, fold = row["name"].rsplit(" / ", 1)
        by[name, fold] = row
        names += [name] if name not in names else []
        folds += [fold] if fold not in folds else []
    folds.sort(key=lambda f: (not f.endswith("_out"), f))
    lines = ["| recipe | " + " | ".join("%s top-1 | top-3 | log loss" % f for f in folds) + " | few-photo species top-1 | no mushroom, AUC |",
             "|---|" + "---|" * (3 * len(folds) + 2)]
    for name in sorted(names, key=lambda n: ("frozen" in n, n)):
        cells, few, none = [], [], []
        for fold in folds:
            plain = by.get((name, fold), {}).get("plain", {})
            cells += [cell(plain.get(k)) for k in ("genus_top1", "genus_top3", "genus_loss")]
            few.append(plain.get("few_species_top1"))
            none.append(plain.get("not_mushroom_auc"))
        mean = lambda values: (lambda kept: sum(kept) / len(kept) if kept else None)([v for v in values if v is not None])
        lines.append("| %s | %s | %s | %s |" % (name, " | ".join(cells), cell(mean(few)), cell(mean(none))))
    return lines


def shipped(results):
    lines = ["| network | steps | seconds | top-1 | with mirror | top-3 | log loss | few-photo species top-1 | top-5 | no mushroom, AUC |", "|---|---|---|---|---|---|---|---|---|---|"]
    for row in results:
        plain, mirror, recipe = row["plain"], row["with_mirror"], row["recipe"]
        what = "%s, %d px%s%s" % (row["name"], recipe.get("px", 224), ", metric %.1f" % recipe.get("metric", 0.5), ", taught by " + "+".join(row["teachers"]) if row["teachers"] else "")
        lines.append("| %s | %d | %.0f | %s |" % (what, recipe["steps"], row["seconds"], " | ".join(cell(v) for v in (
            plain["genus_top1"], mirror["genus_top1"], plain["genus_top3"], plain["genus_loss"], plain.get("few_species_top1"), plain.get("few_species_top5"), plain["not_mushroom_auc"]))))
    return lines


def formats(rows):
    lines = ["| way | bytes | brotli | top-1 of %d | mean difference of a logit | same first leaf | time : float32 (quartiles, %d rounds) |" % (rows[0]["photos"], rows[0]["rounds"]), "|---|---|---|---|---|---|---|"]
    for row in rows:
        lines.append("| %s | %d | %d | %.3f | %.3f | %.1f %% | %.2f (%.2f to %.2f) |" % (
            row["way"], row["bytes"], row["brotli"], row["top1"], row["mean_logit_difference"], 100 * row["same_first"], row["ratio"], row["ratio_low"], row["ratio_high"]))
    return lines


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--results", nargs="+", required=True)
    arguments.add_argument("--ship", nargs="+", required=True)
    arguments.add_argument("--formats", required=True, help="rows.json of formats.py and time_formats.mjs")
    options = arguments.parse_args()
    text = Path(__file__).with_name("report_words.md").read_text()
    print(text.replace("{compared}", "\n".join(compared(rows_of(options.results)))).replace("{formats}", "\n".join(formats(json.loads(Path(options.formats).read_text())))).replace("{shipped}", "\n".join(shipped(rows_of(options.ship)))), end="")


if __name__ == "__main__":
    main()

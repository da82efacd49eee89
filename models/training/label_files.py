# Writes the label files of the test split, one a question, for `npx hypha evaluate`: path and latin, below SHARED/mushrooms.
# Usage: label_files.py --work DIR --out DIR
import argparse
import csv
from pathlib import Path

import splits

SETS = {
    "all": lambda role: True,
    "known": lambda role: role.startswith("known"),
    "new_source": lambda role: role in ("known_genus_new_source", "known_genus_other_source", "known_species_other_source"),
    "never_trained_source": lambda role: role == "known_genus_new_source",
    "same_source": lambda role: role == "known_genus",
    "few_photos": lambda role: role == "few_photos_genus",
    "few_photos_new_source": lambda role: role == "few_photos_genus_new_source",
    "unseen": lambda role: role == "unseen_genus",
}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    tested = [p for p in splits.load(options.work)[0] if p["split"] == "test"]
    for name, asks in SETS.items():
        with open(out / (name + ".csv"), "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["path", "latin"])
            writer.writerows([p["path"], p["latin"]] for p in tested if asks(p["role"]))


if __name__ == "__main__":
    main()

# Trains a list of recipes on one machine, several side by side, and writes what each fold says of them.
# jobs.json: [{"name", "fold" (of splits.folds, or "all"), "recipe": {...}, "keep": write state and outputs, "teachers": [names]}].
# A job with teachers waits for theirs. Writes OUT/results.jsonl, and OUT/NAME.npz for kept ones: state (float16), logits and
# cosines of every photo (plain and mirrored). Stops taking jobs after --seconds, so that what is there comes back.
# The photos of --archive are decoded once into memory that the workers share.
import argparse
import json
import os
import time
import traceback
from pathlib import Path

import numpy as np

import measure
import photos as photo_lists
import splits

ARRAYS = Path("/dev/shm/hypha-arrays")
SIDES = (224, 288)


def prepare(options, photos):
    ARRAYS.mkdir(exist_ok=True)
    stored = photo_lists.read_bytes(options.shared, photos, options.archive)
    canvas, size, squares = photo_lists.decode_all(stored, SIDES, os.cpu_count())
    np.save(ARRAYS / "canvas.npy", canvas)
    np.save(ARRAYS / "size.npy", size)
    for px, pixels in squares.items():
        np.save(ARRAYS / ("squares_%d.npy" % px), pixels)


def load_photos(photos, labels, species, device):
    import torch
    from train import Photos
    load = lambda name: torch.from_numpy(np.load(ARRAYS / (name + ".npy"))).to(device)
    return Photos(load("canvas"), load("size"), {px: load("squares_%d" % px) for px in SIDES}, np.array([p["leaf"] for p in photos]),
                  np.array([p["species"] for p in photos]), np.zeros(0, int), len(labels), len(species))


def run_job(job, data, plan, all_folds, weights, out):
    import torch
    from backbone import load_backbone
    from network import Network
    from train import Recipe, outputs, train
    photos, labels, species = plan
    recipe = Recipe(**{**job["recipe"], "backbone": str(Path(weights) / job["recipe"]["backbone"])})
    if job["fold"] == "all":
        kept = [i for i, p in enumerate(photos) if p["split"] == "train"]
        asked = [i for i, p in enumerate(photos) if p["split"] == "calibrate"]
    else:
        kept, asked = all_folds[job["fold"]]
    data.train = np.array(kept)
    teachers = []
    for name in job.get("teachers", []):
        state = torch.load(ARRAYS / (name + ".pt"), map_location=data.canvas.device, weights_only=False)
        teacher = Network(load_backbone(Path(weights) / state["backbone"]), len(labels), len(species), 0).to(data.canvas.device, memory_format=torch.channels_last)
        teacher.load_state_dict(state["state"])
        teachers.append((teacher.eval(), state["px"]))
    lines = []
    began = time.time()
    network = train(recipe, data, teachers, lines.append)
    trained = time.time() - began
    result = {"name": job["name"], "fold": job["fold"], "recipe": job["recipe"], "teachers": job.get("teachers", []), "trained_on": len(kept),
              "seconds": round(trained, 1), "log": lines}
    logits, cosines, embedding = outputs(network, data, recipe.px)
    result["plain"] = measure.report(photos, labels, species, asked, logits, cosines)
    mirrored = outputs(network, data, recipe.px, flip=True)
    result["with_mirror"] = measure.report(photos, labels, species, asked, (logits + mirrored[0]) / 2, (cosines + mirrored[1]) / 2)
    if job.get("keep"):
        torch.save({"state": network.state_dict(), "px": recipe.px, "backbone": job["recipe"]["backbone"]}, ARRAYS / (job["name"] + ".pt"))
        half = {"state/" + k: v.cpu().numpy().astype(np.float16) for k, v in network.state_dict().items()}
        answers = dict(logits=logits, cosines=cosines, embedding=embedding)
        np.savez(out / (job["name"] + ".npz"), **{k: v.astype(np.float16) for k, v in answers.items()}, **(half if job["keep"] == "state" else {}))
    return result


def worker(queue, done, options, deadline):
    import torch
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(2)
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    plan = splits.load(options.work)
    data = load_photos(*plan, device)
    all_folds = splits.folds(plan[0], plan[1])
    while True:
        job = queue.get()
        if job is None or time.time() > deadline:
            return
        while not all((ARRAYS / (name + ".pt")).exists() for name in job.get("teachers", [])) and time.time() < deadline:
            time.sleep(0.2)
        try:
            done.put(run_job(job, data, plan, all_folds, options.weights, Path(options.out)))
        except Exception:
            done.put({"name": job["name"], "error": traceback.format_exc()})


def main():
    import torch.multiprocessing as multiprocessing
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../../../shared/data")
    arguments.add_argument("--work", required=True, help="folder of plan.json")
    arguments.add_argument("--weights", required=True, help="folder of the backbones")
    arguments.add_argument("--archive", help="tar of the photos, instead of --shared")
    arguments.add_argument("--jobs", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--workers", type=int, default=6)
    arguments.add_argument("--seconds", type=float, default=240)
    options = arguments.parse_args()
    began = time.time()
    Path(options.out).mkdir(parents=True, exist_ok=True)
    if not (ARRAYS / "size.npy").exists():
        prepare(options, splits.load(options.work)[0])
        print("decoded in %.0f s" % (time.time() - began), flush=True)
    jobs = json.loads(Path(options.jobs).read_text())
    context = multiprocessing.get_context("spawn")
    queue, done = context.Queue(), context.Queue()
    for job in jobs + [None] * options.workers:
        queue.put(job)
    deadline = began + options.seconds
    workers = [context.Process(target=worker, args=(queue, done, options, deadline)) for _ in range(options.workers)]
    for process in workers:
        process.start()
    with open(Path(options.out) / "results.jsonl", "a") as file:
        while any(process.is_alive() for process in workers) or not done.empty():
            try:
                result = done.get(timeout=0.5)
            except Exception:
                continue
            file.write(json.dumps(result) + "\n")
            file.flush()
            shown = result.get("error") or "%5.1f s %s" % (result["seconds"], {k: v for k, v in result["plain"].items() if k not in ("photos", "few_photos")})
            print("%4.0f %s %s" % (time.time() - began, result["name"], shown), flush=True)


if __name__ == "__main__":
    main()

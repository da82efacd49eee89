# Fine-tunes the upper part and a linear head on the cached activations of random views.
# Guarantee: only photos of split "train" are seen; the weights kept are the running average (EMA).
# Method: balanced sampling, mixup and cutmix of activations, label smoothing, cosine schedule.
# Prints accuracy on the calibration split by source, never on the test split.
import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import splits
from backbone import load_upper, parity
from lower_part import BACKBONE, CUT

EMBEDDING = 1280


class Network(nn.Module):
    def __init__(self, upper, leaf_count, dropout):
        super().__init__()
        self.upper = upper
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(EMBEDDING, leaf_count)
        nn.init.normal_(self.head.weight, 0, 0.01)
        nn.init.zeros_(self.head.bias)

    def forward(self, x):
        return self.head(self.dropout(self.upper(x)))


class Sampler:
    """Draws views: first a leaf by the square root of its photos, then a photo, then one of its views."""

    def __init__(self, photos, labels, view_photo, sibling_share, seed):
        self.rng = np.random.default_rng(seed)
        self.leaf = np.array([p["leaf"] for p in photos])
        self.views = {}
        for row, photo in enumerate(view_photo):
            if photos[photo]["split"] == "train":
                self.views.setdefault(photo, []).append(row)
        self.members = {}
        for photo in self.views:
            self.members.setdefault(self.leaf[photo], []).append(photo)
        self.leaves = sorted(self.members)
        weight = np.array([len(self.members[l]) ** 0.5 for l in self.leaves])
        # The rest of a genus that has species leaves: drawn more often, or its species swallow it.
        for k, l in enumerate(self.leaves):
            if labels[l]["kind"] == "genus_rest":
                siblings = [weight[j] for j, m in enumerate(self.leaves) if labels[m]["kind"] == "species" and labels[m]["genus"] == labels[l]["genus"]]
                weight[k] = max([weight[k]] + [sibling_share * w for w in siblings])
        other, negative = len(set(self.leaf)) - 2, len(set(self.leaf)) - 1
        weight /= weight[[l not in (other, negative) for l in self.leaves]].sum()
        share = {other: 0.16, negative: 0.16}
        self.probability = np.array([share.get(l, 0.68 * w) for l, w in zip(self.leaves, weight)])
        self.probability /= self.probability.sum()

    def draw(self, count):
        leaf = self.rng.choice(self.leaves, count, p=self.probability)
        photo = [self.members[l][self.rng.integers(len(self.members[l]))] for l in leaf]
        return np.array([self.views[p][self.rng.integers(len(self.views[p]))] for p in photo]), self.leaf[photo]


def mix(x, y, rng):
    """mixup or cutmix of activations with a shuffled batch; y is one-hot."""
    choice = rng.random()
    order = torch.from_numpy(rng.permutation(len(x)))
    if choice < 0.35:
        keep = float(rng.beta(0.3, 0.3))
        keep = max(keep, 1 - keep)
        return keep * x + (1 - keep) * x[order], keep * y + (1 - keep) * y[order]
    if choice < 0.6:
        side = int(rng.integers(3, 9))
        top, left = rng.integers(0, 15 - side, 2)
        mixed = x.clone()
        mixed[:, :, top:top + side, left:left + side] = x[order][:, :, top:top + side, left:left + side]
        keep = 1 - side * side / 196
        return mixed, keep * y + (1 - keep) * y[order]
    return x, y


def genus_matrix(labels):
    genera = sorted({l["genus"] for l in labels if "genus" in l})
    matrix = np.zeros((len(labels), len(genera)), np.float32)
    for i, label in enumerate(labels):
        if "genus" in label:
            matrix[i, genera.index(label["genus"])] = 1
    return genera, matrix


def predict(network, middle, rows):
    network.eval()
    out = []
    with torch.no_grad():
        for start in range(0, len(rows), 64):
            out.append(network(torch.from_numpy(middle[rows[start:start + 64]].astype(np.float32))).numpy())
    return np.concatenate(out)


def calibration_report(network, photos, labels, middle):
    rows = np.array([i for i, p in enumerate(photos) if p["split"] == "calibrate"])
    logits = predict(network, middle, rows)
    probability = np.exp(logits - logits.max(1, keepdims=True))
    probability /= probability.sum(1, keepdims=True)
    genera, matrix = genus_matrix(labels)
    genus = probability @ matrix
    line = []
    for key in sorted({(photos[i]["role"], photos[i]["source"]) for i in rows if photos[i]["role"].startswith("known")}):
        own = [k for k, i in enumerate(rows) if (photos[i]["role"], photos[i]["source"]) == key]
        hit = np.mean([genera[genus[k].argmax()] == photos[rows[k]]["genus"] for k in own])
        line.append("%s/%s %.2f" % (key[0][6:], key[1], hit))
    negative = [k for k, i in enumerate(rows) if photos[i]["role"] == "negative"]
    mushroom = [k for k, i in enumerate(rows) if photos[i]["role"] != "negative"]
    unseen = [k for k, i in enumerate(rows) if photos[i]["role"] == "unseen_genus"]
    line.append("not_mushroom %.3f kept %.3f" % ((probability[negative, -1] > 0.5).mean(), (probability[mushroom, -1] <= 0.5).mean()))
    line.append("unseen<0.3 %.2f" % (genus[unseen].max(1) < 0.3).mean())
    return " ".join(line)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", default="../shared/data")
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--out", required=True, help="file for the state dict")
    arguments.add_argument("--plan", default="shipped", choices=splits.PLANS)
    arguments.add_argument("--epochs", type=int, default=20)
    arguments.add_argument("--stop-after", type=int, help="epochs after which to stop, the schedule unchanged")
    arguments.add_argument("--sibling-share", type=float, default=0.6, help="how often the rest of a genus is drawn, against its species leaves")
    arguments.add_argument("--epoch-views", type=int, default=3200)
    arguments.add_argument("--batch", type=int, default=32)
    arguments.add_argument("--rate", type=float, default=3e-4)
    arguments.add_argument("--head-rate", type=float, default=2e-3)
    arguments.add_argument("--dropout", type=float, default=0.3)
    arguments.add_argument("--smoothing", type=float, default=0.1)
    arguments.add_argument("--start", help="state dict of an earlier run to go on from")
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)                  # runs share the head's start, so that their weights can be averaged
    photos, labels, embedding = splits.load(options.work, options.plan)
    work = Path(options.work)
    middle = np.load(work / "clean_middle.npy", mmap_mode="r")
    views, view_photo = np.load(work / "views.npy", mmap_mode="r"), np.load(work / "views_photo.npy")
    upper = load_upper(Path(options.shared) / BACKBONE, CUT)
    print("parity with ONNX Runtime", parity(upper, middle[:8], embedding[:8]), flush=True)
    network = Network(upper, len(labels), options.dropout).to(memory_format=torch.channels_last)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    torch.manual_seed(options.seed)
    average = {k: v.clone() for k, v in network.state_dict().items()}
    sampler = Sampler(photos, labels, view_photo, options.sibling_share, options.seed)
    print("photos that train by leaf", Counter({labels[l].get("species", labels[l].get("genus", labels[l]["kind"])): len(m) for l, m in sampler.members.items()}), flush=True)
    kernels = [p for n, p in upper.named_parameters() if n.endswith("weight")]
    biases = [p for n, p in upper.named_parameters() if n.endswith("bias")]
    groups = [dict(params=kernels, lr=options.rate, weight_decay=0.02), dict(params=biases, lr=options.rate * 0.3, weight_decay=0.0),
              dict(params=network.head.parameters(), lr=options.head_rate, weight_decay=0.02)]
    optimiser = torch.optim.AdamW(groups)
    steps_an_epoch = options.epoch_views // options.batch
    total, warm = options.epochs * steps_an_epoch, steps_an_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, 0.5 * (1 + np.cos(np.pi * max(0, s - warm) / max(1, total - warm)))) )
    identity = torch.eye(len(labels)) * (1 - options.smoothing) + options.smoothing / len(labels)
    started = time.time()
    for epoch in range(min(options.epochs, options.stop_after or options.epochs)):
        network.train()
        losses = []
        for step in range(steps_an_epoch):
            rows, leaf = sampler.draw(options.batch)
            x = torch.from_numpy(views[np.sort(rows)][np.argsort(np.argsort(rows))].astype(np.float32))
            x, y = mix(x.contiguous(memory_format=torch.channels_last), identity[leaf], sampler.rng)
            loss = -(functional.log_softmax(network(x), 1) * y).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
            decay = min(0.998, (1 + epoch * steps_an_epoch + step) / (10 + epoch * steps_an_epoch + step))
            for key, value in network.state_dict().items():
                average[key].lerp_(value, 1 - decay)
        line = "epoch %d loss %.3f %.0f s" % (epoch + 1, np.mean(losses), time.time() - started)
        if epoch % 2 == 1 or epoch + 1 == options.epochs:
            live = {k: v.clone() for k, v in network.state_dict().items()}
            network.load_state_dict(average)
            line += " " + calibration_report(network, photos, labels, middle)
            torch.save(average, options.out)
            network.load_state_dict(live)
        print(line, flush=True)


if __name__ == "__main__":
    main()

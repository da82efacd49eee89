# Trains one network by one recipe and says what it gives for every photo.
# Guarantee: only photos of split "train" are seen; the weights kept are the running average (EMA). Not bit-exact from
# run to run on a GPU. Method: balanced sampling, mixup and cutmix, label smoothing, cosine schedule; optionally a teacher
# whose softened answers on the same views are learned (distillation, Hinton et al. 2015; same views: Beyer et al. 2022).
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from augment import mix, random_views
from backbone import load_backbone
from network import COSINE_SCALE, Network


@dataclass
class Recipe:
    backbone: str                      # path of the ONNX file
    px: int = 224
    freeze: bool = False               # the backbone; only the heads train
    metric: float = 0.5                # weight of the species loss (cosines to prototypes); 0: leaves only
    strong: bool = True                # augmentation
    mixing: bool = True
    steps: int = 600
    batch: int = 128
    rate: float = 6e-3                 # of a unit kernel
    head_rate: float = 3e-3
    dropout: float = 0.2
    smoothing: float = 0.1
    distill: float = 0.0               # share of the loss that is the teacher's word
    sharpness: float = 0.5             # leaves are drawn by their photos to this power
    levels: int = 0                    # int8 weights while training
    average: float = 0.995
    seed: int = 1


@dataclass
class Photos:
    """All photos on one device, and what they are. leaf, species: [N] long, -1 where none applies."""
    canvas: torch.Tensor
    size: torch.Tensor
    squares: dict
    leaf: np.ndarray
    species: np.ndarray
    train: np.ndarray                  # rows that train
    leaf_count: int
    species_count: int


class Sampler:
    """Draws rows: other mushrooms and no mushrooms a fixed share each, the rest by leaf; within a leaf by species (square root)."""

    def __init__(self, photos, sharpness, seed):
        self.rng = np.random.default_rng(seed)
        leaf, species = photos.leaf[photos.train], photos.species[photos.train]
        leaf_size = np.bincount(leaf, minlength=photos.leaf_count).astype(float)
        other, negative = photos.leaf_count - 2, photos.leaf_count - 1
        share = np.where(leaf_size > 0, np.maximum(leaf_size, 1e-9) ** sharpness, 0)
        share[[other, negative]] = 0
        share *= 0.64 / share.sum()
        share[other], share[negative] = 0.20, 0.16
        weight = np.zeros(len(leaf))
        for one in np.unique(leaf):
            own = np.nonzero(leaf == one)[0]
            kinds, index, count = np.unique(species[own], return_inverse=True, return_counts=True)
            by_kind = count ** 0.5 / (count ** 0.5).sum()
            weight[own] = share[one] * by_kind[index] / count[index]
        self.rows, self.probability = photos.train, weight / weight.sum()

    def draw(self, count):
        return self.rng.choice(self.rows, count, p=self.probability)


def soft_cross_entropy(logits, target):
    return -(functional.log_softmax(logits, 1) * target).sum(1)


def outputs(network, photos, px, flip=False, batch=256):
    """(leaf logits, cosines, unit embeddings) of every photo as the app would see it; float32 arrays."""
    network.eval()
    found = [[], [], []]
    device = photos.canvas.device
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
        for start in range(0, len(photos.leaf), batch):
            x = photos.squares[px][start:start + batch].permute(0, 3, 1, 2).float() / 127.5 - 1
            x = (x.flip(3) if flip else x).contiguous(memory_format=torch.channels_last)
            pooled = network.backbone(x).float().mean((2, 3))
            embedding = functional.normalize(network.projection(pooled).float(), dim=1)
            cosines = embedding @ functional.normalize(network.prototypes, dim=1).T
            for part, value in zip(found, (network.head(pooled), cosines, embedding)):
                part.append(value.float().cpu().numpy())
    return [np.concatenate(part) for part in found]


def train(recipe, photos, teachers=(), log=print):
    device = photos.canvas.device
    torch.manual_seed(recipe.seed)
    host = np.random.default_rng(recipe.seed)
    generator = torch.Generator(device).manual_seed(recipe.seed)
    network = Network(load_backbone(recipe.backbone), photos.leaf_count, photos.species_count, recipe.dropout).to(device, memory_format=torch.channels_last)
    network.set_levels(recipe.levels)
    groups = network.groups(recipe.rate, recipe.head_rate, recipe.freeze)
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.99), fused=device.type == "cuda")
    warm = max(1, recipe.steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, 0.5 * (1 + np.cos(np.pi * max(0, s - warm) / max(1, recipe.steps - warm))) + 1e-3))
    sampler = Sampler(photos, recipe.sharpness, recipe.seed)
    leaf = torch.from_numpy(photos.leaf).to(device)
    species = torch.from_numpy(photos.species).to(device)
    leaf_eye = torch.eye(photos.leaf_count, device=device) * (1 - recipe.smoothing) + recipe.smoothing / photos.leaf_count
    # The last row is "no species": all zero, so that its loss is none.
    species_eye = torch.cat([torch.eye(photos.species_count, device=device), torch.zeros(1, photos.species_count, device=device)])
    average = {k: v.clone() for k, v in network.state_dict().items()}
    started, losses = time.time(), []
    for step in range(recipe.steps):
        network.train()
        rows = torch.from_numpy(sampler.draw(recipe.batch)).to(device)
        with torch.no_grad():
            x = random_views(photos.canvas[rows], photos.size[rows], recipe.px, generator, recipe.strong)
            targets = [leaf_eye[leaf[rows]], species_eye[species[rows]]]
            if recipe.mixing:
                x, targets = mix(x, targets, generator, host)
            x = x.contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits, cosines = network(x)
        logits, cosines = logits.float(), cosines.float()
        loss = soft_cross_entropy(logits, targets[0])
        if recipe.metric:
            loss = loss + recipe.metric * soft_cross_entropy(COSINE_SCALE * cosines, targets[1])
        if recipe.distill and teachers:
            with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                told = [teacher(x if px == recipe.px else functional.interpolate(x, px, mode="bilinear", align_corners=False)) for teacher, px in teachers]
                word = sum(functional.softmax(t[0].float(), 1) for t in told) / len(told)
                kinds = sum(functional.softmax(COSINE_SCALE * t[1].float(), 1) for t in told) / len(told)
            mushroom = 1 - word[:, -1]
            taught = soft_cross_entropy(logits, word) + recipe.metric * mushroom * soft_cross_entropy(COSINE_SCALE * cosines, kinds)
            loss = (1 - recipe.distill) * loss + recipe.distill * taught
        loss = loss.mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 5.0)
        optimiser.step()
        schedule.step()
        decay = min(recipe.average, (1 + step) / (10 + step))
        with torch.no_grad():
            live = network.state_dict()
            torch._foreach_lerp_([average[k] for k in average], [live[k] for k in average], 1 - decay)
        if step % 100 == 99 or step + 1 == recipe.steps:
            losses.append(round(loss.item(), 3))
    network.load_state_dict(average)
    log("%d steps in %.0f s, loss %s" % (recipe.steps, time.time() - started, losses))
    return network

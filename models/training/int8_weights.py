# Weights as int8, one scale an output channel, zero point 0: value = integer x scale.
# Guarantee: what trains with fake_int8 is what export stores: both round in the same way.
# Fewer than 127 levels pack smaller. Straight-through estimator: Bengio et al. 2013.
import numpy as np
import torch


def fake_int8(weight, levels):
    """The rounded weight forward, the identity backward. weight: [out, ...] float tensor."""
    with torch.no_grad():
        scale = weight.abs().flatten(1).amax(1).clamp_min(1e-8).div(levels).view(-1, *[1] * (weight.dim() - 1))
        rounded = torch.round(weight / scale) * scale
    return weight + (rounded - weight).detach()


def int8_of(weight, levels):
    """(integers int8, scale [out] float32) of an array [out, ...]."""
    scale = (np.abs(weight.reshape(len(weight), -1)).max(1) / levels).clip(1e-8 / levels).astype(np.float32)
    return np.rint(weight / scale.reshape(-1, *[1] * (weight.ndim - 1))).astype(np.int8), scale

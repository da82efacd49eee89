# Strong random views of a batch of photos: what another phone, light, distance or website would have made of it.
# All on the tensors' device; the same generator state gives the same views.
# Limits: colour is moved moderately, since it carries the name of many mushrooms.
import math

import torch
from torch.nn import functional

# Quantisation tables of JPEG annex K (ITU T.81), luminance and chrominance.
LUMA = [16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99]
CHROMA = [17, 18, 24, 47] + [99] * 4 + [18, 21, 26, 66] + [99] * 4 + [24, 26, 56] + [99] * 5 + [47, 66] + [99] * 6 + [99] * 32
TO_YCC = [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]]
GREY = [0.299, 0.587, 0.114]


def uniform(generator, count, low, high):
    return torch.rand(count, device=generator.device, generator=generator) * (high - low) + low


def chance(generator, count, p):
    return (torch.rand(count, device=generator.device, generator=generator) < p).float()


def crops(canvas, size, px, generator, least_share, turn):
    """Random resized crops with rotation and flip. canvas uint8 [B,H,W,3], size [B,2] -> float [B,3,px,px] in 0..1."""
    count, height, width = canvas.shape[:3]
    own_height, own_width = size[:, 0].float(), size[:, 1].float()
    area = own_height * own_width * uniform(generator, count, least_share, 1.0)
    ratio = 2 ** uniform(generator, count, -0.5, 0.5)
    crop_width = torch.minimum((area * ratio).sqrt(), own_width)
    crop_height = torch.minimum((area / ratio).sqrt(), own_height)
    left = uniform(generator, count, 0, 1) * (own_width - crop_width)
    top = uniform(generator, count, 0, 1) * (own_height - crop_height)
    angle = uniform(generator, count, -turn, turn) * math.pi / 180 * chance(generator, count, 0.4)
    flip = 1 - 2 * chance(generator, count, 0.5)
    fine = 2 * px                                # twice as fine, then averaged: no aliasing
    line = (torch.arange(fine, device=canvas.device) + 0.5) / fine - 0.5
    u, v = line[None, None, :] * flip[:, None, None], line[None, :, None]
    cos, sin = angle.cos()[:, None, None], angle.sin()[:, None, None]
    x = (left + crop_width / 2)[:, None, None] + (u * cos - v * sin) * crop_width[:, None, None]
    y = (top + crop_height / 2)[:, None, None] + (u * sin + v * cos) * crop_height[:, None, None]
    # A turned crop reaches over the edge: mirrored there, as the canvas beyond the photo is empty.
    x = own_width[:, None, None] - (own_width[:, None, None] - x.abs()).abs()
    y = own_height[:, None, None] - (own_height[:, None, None] - y.abs()).abs()
    x = torch.minimum(x.clamp(min=0.5), own_width[:, None, None] - 0.5)
    y = torch.minimum(y.clamp(min=0.5), own_height[:, None, None] - 0.5)
    grid = torch.stack([2 * x / width - 1, 2 * y / height - 1], 3)
    pixels = canvas.permute(0, 3, 1, 2).float().div_(255)
    return functional.avg_pool2d(functional.grid_sample(pixels, grid, align_corners=False), 2)


def recolour(x, generator, strength):
    count = len(x)
    wide = lambda v: v.view(-1, 1, 1, 1)
    some = lambda low, high, p: wide(1 + (uniform(generator, count, 1 + (low - 1) * strength, 1 + (high - 1) * strength) - 1) * chance(generator, count, p))
    grey = (x * torch.tensor(GREY, device=x.device).view(1, 3, 1, 1)).sum(1, keepdim=True)
    x = x * some(0.6, 1.4, 0.7)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = mean + (x - mean) * some(0.6, 1.4, 0.7)
    x = grey + (x - grey) * some(0.5, 1.5, 0.7)
    gain = 1 + (uniform(generator, (count, 3), 0.86, 1.16) - 1) * strength * chance(generator, (count, 1), 0.5)
    x = (x * gain.view(-1, 3, 1, 1)).clamp(0, 1)
    x = x.clamp_min(1e-4) ** some(0.7, 1.4, 0.4)
    to_grey = wide(chance(generator, count, 0.04 * strength))
    return x * (1 - to_grey) + grey * to_grey


def blur(x, generator):
    """Gaussian blur of a random fifth, one width a batch."""
    sigma = float(uniform(generator, 1, 0.4, 2.0))
    line = torch.arange(-4, 5, device=x.device).float()
    kernel = torch.exp(-line ** 2 / (2 * sigma * sigma))
    kernel = (kernel / kernel.sum()).expand(3, 1, 1, 9)
    soft = functional.conv2d(x, kernel, padding=(0, 4), groups=3)
    soft = functional.conv2d(soft, kernel.transpose(2, 3), padding=(4, 0), groups=3)
    pick = chance(generator, len(x), 0.2).view(-1, 1, 1, 1)
    return x * (1 - pick) + soft * pick


def coarsen(x, generator):
    """What a small picture on a website, made large again, looks like; a random quarter, one size a batch."""
    px = x.shape[-1]
    small = functional.interpolate(x, int(uniform(generator, 1, 0.35, 0.85) * px), mode="area")
    large = functional.interpolate(small, px, mode="bicubic", align_corners=False).clamp(0, 1)
    pick = chance(generator, len(x), 0.25).view(-1, 1, 1, 1)
    return x * (1 - pick) + large * pick


def jpeg(x, generator, p=0.5):
    """Loss of JPEG at quality 25 to 92, 4:2:0, by its own arithmetic (DCT, rounding); px must divide by 16."""
    count, _, px, _ = x.shape
    device = x.device
    i = torch.arange(8, device=device).float()
    dct = torch.cos((2 * i[None] + 1) * i[:, None] * math.pi / 16) * 0.5
    dct[0] *= 0.5 ** 0.5
    quality = uniform(generator, count, 25, 92)
    factor = torch.where(quality < 50, 50 / quality, 2 - quality / 50).view(-1, 1, 1, 1, 1)
    to_ycc = torch.tensor(TO_YCC, device=device)
    ycc = torch.einsum("oc,bchw->bohw", to_ycc, x * 255)
    ycc[:, 0] -= 128

    def through(plane, table):
        side = plane.shape[-1]
        blocks = plane.view(count, side // 8, 8, side // 8, 8)
        step = (torch.tensor(table, device=device).float().view(1, 1, 8, 1, 8) * factor).clamp_min(1)
        waves = torch.einsum("ui,bhiwj,vj->bhuwv", dct, blocks, dct)
        waves = torch.round(waves / step) * step
        return torch.einsum("ui,bhuwv,vj->bhiwj", dct, waves, dct).reshape(count, side, side)

    luma = through(ycc[:, 0], LUMA) + 128
    half = functional.avg_pool2d(ycc[:, 1:], 2)
    colour = torch.stack([through(half[:, 0], CHROMA), through(half[:, 1], CHROMA)], 1)
    colour = functional.interpolate(colour, px, mode="bilinear", align_corners=False)
    back = torch.linalg.inv(to_ycc)
    packed = (torch.einsum("oc,bchw->bohw", back, torch.cat([luma[:, None], colour], 1)) / 255).clamp(0, 1)
    pick = chance(generator, count, p).view(-1, 1, 1, 1)
    return x * (1 - pick) + packed * pick


def random_views(canvas, size, px, generator, strong=True):
    """[B,3,px,px] scaled to -1..1. `strong` False: crop and flip only."""
    x = crops(canvas, size, px, generator, 0.25 if strong else 0.5, 25 if strong else 0)
    if strong:
        x = coarsen(blur(recolour(x, generator, 1.0), generator), generator)
        noise = uniform(generator, len(x), 0, 0.05).view(-1, 1, 1, 1) * chance(generator, len(x), 0.15).view(-1, 1, 1, 1)
        x = (x + noise * torch.randn(x.shape, device=x.device, generator=generator)).clamp(0, 1)
        x = jpeg(x, generator)
    return x * 2 - 1


def mix(x, targets, generator, host):
    """mixup (Zhang et al. 2018) or cutmix (Yun et al. 2019) with a shuffled batch, or neither; targets are one-hot tensors.
    `host`: numpy generator for what the batch shares."""
    choice = host.random()
    order = torch.randperm(len(x), device=x.device, generator=generator)
    if choice < 0.25:
        keep = float(host.beta(0.3, 0.3))
        keep = max(keep, 1 - keep)
        return keep * x + (1 - keep) * x[order], [keep * y + (1 - keep) * y[order] for y in targets]
    if choice < 0.55:
        px = x.shape[-1]
        side = int(px * host.uniform(0.25, 0.6))
        top, left = host.integers(0, px - side, 2)
        mixed = x.clone()
        mixed[:, :, top:top + side, left:left + side] = x[order][:, :, top:top + side, left:left + side]
        keep = 1 - (side / px) ** 2
        return mixed, [keep * y + (1 - keep) * y[order] for y in targets]
    return x, targets

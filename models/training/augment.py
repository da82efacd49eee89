# Strong random views of a photo: what another phone, light, distance or website would have made of it.
# Guarantee: the same seed gives the same view; the output is 224 x 224 RGB.
# Limits: colour is moved moderately, since it carries the name of many mushrooms.
import io
import random

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from preprocess import INPUT_PX, area_resize


def random_crop(photo, rng):
    area = photo.width * photo.height
    for _ in range(10):
        wanted = area * rng.uniform(0.28, 1.0)
        ratio = 2 ** rng.uniform(-0.5, 0.5)
        width, height = round((wanted * ratio) ** 0.5), round((wanted / ratio) ** 0.5)
        if 0 < width <= photo.width and 0 < height <= photo.height:
            left, top = rng.randint(0, photo.width - width), rng.randint(0, photo.height - height)
            return photo.crop((left, top, left + width, top + height))
    return ImageOps.fit(photo, (min(photo.size),) * 2)


def recolour(photo, rng):
    for kind, low, high in ((ImageEnhance.Brightness, 0.6, 1.4), (ImageEnhance.Contrast, 0.6, 1.4), (ImageEnhance.Color, 0.5, 1.5)):
        if rng.random() < 0.7:
            photo = kind(photo).enhance(rng.uniform(low, high))
    pixels = np.asarray(photo).astype(np.float32) / 255.0
    if rng.random() < 0.5:
        pixels = pixels * np.array([rng.uniform(0.86, 1.16) for _ in range(3)], np.float32)
    if rng.random() < 0.4:
        pixels = np.clip(pixels, 0, 1) ** rng.uniform(0.7, 1.4)
    if rng.random() < 0.15:
        noise = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(0.01, 0.05), pixels.shape)
        pixels = pixels + noise.astype(np.float32)
    photo = Image.fromarray((np.clip(pixels, 0, 1) * 255).astype(np.uint8))
    return ImageOps.grayscale(photo).convert("RGB") if rng.random() < 0.04 else photo


def degrade(photo, rng):
    if rng.random() < 0.2:
        photo = photo.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.8)))
    if rng.random() < 0.2:
        small = rng.randint(90, 180)
        photo = photo.resize((small, small), Image.BILINEAR).resize((INPUT_PX, INPUT_PX), Image.BICUBIC)
    if rng.random() < 0.5:
        packed = io.BytesIO()
        photo.save(packed, "JPEG", quality=rng.randint(25, 92))
        photo = Image.open(packed).convert("RGB")
    return photo


def random_view(photo, seed):
    rng = random.Random(seed)
    if rng.random() < 0.3:
        photo = photo.rotate(rng.uniform(-25, 25), Image.BILINEAR, fillcolor=tuple(int(v) for v in np.asarray(photo).mean((0, 1))))
    photo = random_crop(photo, rng)
    if rng.random() < 0.5:
        photo = ImageOps.mirror(photo)
    square = Image.fromarray(np.clip(area_resize(np.asarray(photo)), 0, 255).astype(np.uint8))
    return np.asarray(degrade(recolour(square, rng), rng))

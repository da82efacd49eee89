# Turns a photo into the network's input tensor.
# Guarantee: upright (EXIF), centred square of crop_fraction of the short side, exact area
# average to 224 x 224, px/127.5-1, NCHW float32: the same arithmetic as the app's C++ road.
# Limits: where the square is smaller than 224 px the area average repeats pixels.
import numpy as np
from PIL import Image, ImageOps

INPUT_PX = 224


def area_matrix(source_px, target_px):
    """Row i holds the share of each source pixel in target pixel i; rows sum to one."""
    edges = np.linspace(0.0, source_px, target_px + 1)
    low, high = edges[:-1, None], edges[1:, None]
    pixel = np.arange(source_px)[None, :]
    cover = np.minimum(high, pixel + 1) - np.maximum(low, pixel)
    return (np.clip(cover, 0.0, None) / (high - low)).astype(np.float32)


def area_resize(pixels, target_px=INPUT_PX):
    rows = area_matrix(pixels.shape[0], target_px)
    columns = area_matrix(pixels.shape[1], target_px)
    return np.einsum("ih,hwc,jw->ijc", rows, pixels.astype(np.float32), columns, optimize=True)


def open_upright(path):
    with Image.open(path) as photo:
        return ImageOps.exif_transpose(photo).convert("RGB")


def centred_square(photo, crop_fraction=1.0):
    side = max(1, round(min(photo.size) * crop_fraction))
    left, top = (photo.width - side) // 2, (photo.height - side) // 2
    return photo.crop((left, top, left + side, top + side))


def to_tensor(square_pixels):
    scaled = area_resize(square_pixels) / 127.5 - 1.0
    return np.ascontiguousarray(scaled.transpose(2, 0, 1)[None]).astype(np.float32)


def load_tensor(path, crop_fraction=1.0):
    return to_tensor(np.asarray(centred_square(open_upright(path), crop_fraction)))

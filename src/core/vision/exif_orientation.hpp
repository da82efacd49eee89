// Which way up a picture file says it is: the EXIF orientation of a JPEG (APP1), a PNG (eXIf) or a WebP (EXIF chunk).
// Guarantee: total; anything absent, cut or absurd is `upright`. Reads at most the segments before the picture data.
// Formats: EXIF 2.32 §4.6 (TIFF 6.0 directory), JFIF 1.02 markers, PNG 3rd edition §11, WebP container specification.
#pragma once

#include "core/vision/byte_reader.hpp"
#include "core/vision/orientation.hpp"

namespace hypha::vision {

Orientation exif_orientation(Bytes file);

} // namespace hypha::vision

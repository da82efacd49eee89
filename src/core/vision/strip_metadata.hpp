// A photo file without what is hidden in it: EXIF, GPS, XMP, comments, thumbnails, maker notes, films and second pictures behind the
// end. Nothing is decoded or coded again, so every pixel stays as it was. What stays besides the picture: the colour profile (ICC),
// density, and the way up, as an EXIF directory of that one tag: 36 bytes that say nothing of place, time or camera. (Turning the
// pixels instead would code a JPEG anew unless its sides happen to be whole blocks.)
// A list of what may stay, never of what must go: an unknown segment or chunk is left out.
// JPEG, PNG and WebP; every other kind is unsupported_format (HEIC and AVIF refer to their parts by offset, so leaving one out means
// writing the rest anew). Total: what is cut or absurd is decode_failed. Stripping twice is stripping once.
// Formats: ITU-T T.81, JFIF 1.02, EXIF 2.32, PNG 3rd edition, RFC 9649.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/error.hpp"
#include "core/vision/byte_reader.hpp"

namespace hypha::vision {

Result<std::vector<std::uint8_t>> strip_metadata(Bytes file);

} // namespace hypha::vision

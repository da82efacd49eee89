// A picture file of anyone to pixels. Guarantee: total; any bytes give pixels that the decoder itself calls whole, or an error. What is cut
// off is refused, not shown grey below. Transparency lies on white. A JPEG that is far larger than asked for is decoded at a half, a
// quarter or an eighth of its sides, which its blocks allow at little cost.
// Memory: four bytes a pixel, and in the decoder as much again at most (jpeg_decoder has a bound of its own).
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/error.hpp"
#include "core/vision/byte_reader.hpp"
#include "core/vision/image_header.hpp"

namespace hypha::edge {

struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba; // width x height, row by row, red first; alpha is 255
};

// `header`: of this file, with sides that may be decoded. `enough_px`: a longer side below it is never the result of a reduction.
// Errors: "unsupported_format" (not JPEG, PNG, WebP), "animated", "decode_failed".
Result<Pixels> decode_picture(vision::Bytes file, const vision::ImageHeader& header, int enough_px);

// Of picture_decoder alone.
Result<Pixels> decode_jpeg(vision::Bytes file, const vision::ImageHeader& header, int enough_px);
Result<Pixels> decode_png(vision::Bytes file, const vision::ImageHeader& header);
Result<Pixels> decode_webp(vision::Bytes file, const vision::ImageHeader& header);

// Room for a picture; and the colour of a pixel of RGBA, not premultiplied, on white.
Pixels room_for(int width, int height);
void lay_on_white(Pixels& pixels);

} // namespace hypha::edge

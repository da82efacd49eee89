// Whether the Huffman tables of a JPEG fit the decoder's memory: no table has more than 256 codes (ITU-T T.81 §B.2.4.2).
// Found by tests/unit/cli_photo_decoder_native_test.cpp: stb_image 2.27, as Debian ships it, writes past its table otherwise.
// Guarantee: total, and sees every table that the decoder would: segments are skipped and garbage is passed over as the decoder does.
#pragma once

#include "core/vision/byte_reader.hpp"

namespace hypha::cli {

bool jpeg_tables_fit(vision::Bytes file);

} // namespace hypha::cli

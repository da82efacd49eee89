// One picture whose bytes may leave: without what was hidden in its file (SAFETY 12), and what it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/vision/image_header.hpp"

namespace hypha::app {

struct CleanPhoto {
    std::vector<std::uint8_t> bytes;
    vision::ImageHeader header;
};
// unsupported_format where the kind of file does not allow it; else the code of a damaged one.
Result<CleanPhoto> clean_photo(std::span<const std::byte> file);

std::string_view ending_of(vision::ImageKind kind); // "jpg"
std::string media_of(vision::ImageKind kind);       // "image/jpeg"

} // namespace hypha::app

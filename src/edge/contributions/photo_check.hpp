// Whether bytes are the photo that a contribution named, and nothing else: hash, size, the magic and sides of a JPEG or WebP, and
// nothing hidden in it (EXIF places, comments, a second file behind its end). Nothing is decoded. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/news/contribution.hpp"

namespace hypha::edge {

// Its media type. Errors, all "photo_wrong" with a detail: "hash", "size", "kind", "sides", "metadata".
Result<std::string> check_photo(const news::ContributedPhoto& named, std::string_view bytes);

} // namespace hypha::edge

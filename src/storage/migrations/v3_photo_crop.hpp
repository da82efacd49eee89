// Schema 3: the part of a photo that was looked at, where a person chose one: a square in fractions of the upright picture
// (core/vision/crop.hpp). All four are NULL for the whole picture. Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV3PhotoCrop = R"sql(
ALTER TABLE photo ADD COLUMN crop_left REAL;
ALTER TABLE photo ADD COLUMN crop_top REAL;
ALTER TABLE photo ADD COLUMN crop_width REAL;
ALTER TABLE photo ADD COLUMN crop_height REAL;
)sql";

} // namespace hypha::storage

// Schema 9: photos of stories that the person writes for others (own_story_table): which, in what order, and whether the edge has them.
// The bytes lie in the photo store under their SHA-256, like photos of finds, and no find knows them. A row without a story names a file
// that is to go. No trigger marks them for syncing. Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV9StoryPhotos = R"sql(
CREATE TABLE own_story_photo(
  story TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  place INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  stands TEXT NOT NULL,
  PRIMARY KEY(story, sha256)
) STRICT;
)sql";

} // namespace hypha::storage

// Schema 6: what a person's list of stories is ordered by (taste_table). taste_choice: what they did, one row each, with what of the story
// a taste can hang on, so that the model can be made again from it when stories are long gone; taste_wish: what they said themselves, by
// the key of a trait (core/taste/story_traits). It stays on this device: no trigger marks it for syncing.
// Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV6Taste = R"sql(
CREATE TABLE taste_choice(
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  did TEXT NOT NULL,
  source TEXT NOT NULL,
  topic TEXT NOT NULL,
  language TEXT NOT NULL,
  title TEXT NOT NULL
) STRICT;
CREATE TABLE taste_wish(
  key TEXT PRIMARY KEY NOT NULL,
  steps INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  blocked INTEGER NOT NULL
) STRICT;
)sql";

} // namespace hypha::storage

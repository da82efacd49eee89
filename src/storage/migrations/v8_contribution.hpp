// Schema 8: stories that the person writes for others (own_story_table): the words as typed, and where each stands with the edge. What is
// typed never goes before the edge has it, and stays after. It stays on this device: no trigger marks it for syncing.
// Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV8Contribution = R"sql(
CREATE TABLE own_story(
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  topic TEXT NOT NULL,
  byline TEXT NOT NULL,
  latitude_tenths INTEGER,
  longitude_tenths INTEGER,
  place_name TEXT NOT NULL,
  made_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  stands TEXT NOT NULL,
  rev INTEGER NOT NULL,
  held_for TEXT NOT NULL,
  reason TEXT NOT NULL,
  problem TEXT NOT NULL
) STRICT;
)sql";

} // namespace hypha::storage

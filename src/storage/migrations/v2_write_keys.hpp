// Schema 2: the keys of requests that are done, so that a request which arrives twice is done once. `id` keeps the order in
// which they were done, whatever the clock says. Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV2WriteKeys = R"sql(
CREATE TABLE write_key(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  done_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX write_key_key ON write_key(key);
)sql";

} // namespace hypha::storage

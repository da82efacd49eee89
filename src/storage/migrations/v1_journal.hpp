// Schema 1: observations, their photos and identifications, settings. Never edited after a release: a change is a new number.
// Enums are words. No foreign keys and no unique constraints across rows of what will be synced one day: the tables keep order.
// observation.filing repeats what the filters ask for, so that each is one walk along a partial index.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV1Journal = R"sql(
CREATE TABLE observation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('picked', 'stored', 'analysed', 'failed')),
  saved INTEGER NOT NULL DEFAULT 0 CHECK(saved IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  latitude REAL,
  longitude REAL,
  accuracy_m REAL,
  place_privacy TEXT NOT NULL CHECK(place_privacy IN ('exact', '1km', '10km', 'hidden')),
  deleted_ms INTEGER NOT NULL DEFAULT 0,
  failure_code TEXT NOT NULL DEFAULT '',
  identification_id INTEGER NOT NULL DEFAULT 0,
  filing TEXT NOT NULL DEFAULT '' CHECK(filing IN ('', 'known', 'unknown', 'to_check'))
) STRICT;
CREATE INDEX observation_journal ON observation(created_ms DESC, id DESC) WHERE saved = 1 AND deleted_ms = 0;
CREATE INDEX observation_filing ON observation(filing, created_ms DESC, id DESC) WHERE saved = 1 AND deleted_ms = 0;
CREATE INDEX observation_hidden ON observation(created_ms DESC, id DESC)
  WHERE saved = 1 AND deleted_ms = 0 AND place_privacy = 'hidden' AND latitude IS NOT NULL;
CREATE INDEX observation_draft ON observation(created_ms DESC, id DESC) WHERE saved = 0 AND deleted_ms = 0;
CREATE INDEX observation_deleted ON observation(deleted_ms) WHERE deleted_ms > 0;

CREATE TABLE photo(
  observation_id INTEGER NOT NULL,
  slot_order INTEGER NOT NULL,
  slot TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  sharpness REAL NOT NULL,
  exposure REAL NOT NULL,
  logits BLOB NOT NULL,
  model_sha256 TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX photo_slot ON photo(observation_id, slot_order, slot);
CREATE INDEX photo_sha256 ON photo(sha256, size_bytes);

CREATE TABLE identification(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  observation_id INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  identified_by TEXT NOT NULL CHECK(identified_by IN ('model', 'person')),
  model_name TEXT NOT NULL,
  model_version TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  thresholds TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('answered', 'unknown', 'not_mushroom')),
  rank TEXT NOT NULL CHECK(rank IN ('family', 'genus', 'species')),
  name TEXT NOT NULL,
  probability REAL NOT NULL,
  confidence TEXT NOT NULL CHECK(confidence IN ('not_sure', 'possibly', 'likely')),
  risk TEXT NOT NULL CHECK(risk IN ('unknown', 'poisonous', 'deadly_lookalikes', 'deadly')),
  verdict TEXT NOT NULL
) STRICT;
CREATE INDEX identification_observation ON identification(observation_id, id);

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

PRAGMA application_id = 1215909992;
)sql";

} // namespace hypha::storage

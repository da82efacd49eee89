// Schema 4: what syncing keeps (sync_store, sync_rows), and the triggers that mark in sync_mark which synced column of which row of
// the journal changed: in the transaction of the change, whoever makes it, and only while sync_switch.recording is 1.
// A find that leaves the journal takes its other marks with it: that it is not kept says it all.
// A mark that is made anew is always later than before, whatever the clock says, so that a change is never taken for an older one.
// sync_known is what the device knows besides: with a find's key, that the find is not kept, here or anywhere; with a photo's, which
// photo was put there on this device. Few tables, as each is a page in every journal, also in those that never sync.
// Numbers of 64 bits without sign are kept as the same bits with one.
// Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV4Sync = R"sql(
CREATE INDEX observation_uuid ON observation(uuid);

CREATE TABLE sync_switch(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  recording INTEGER NOT NULL CHECK(recording IN (0, 1)),
  state BLOB
) STRICT;
INSERT INTO sync_switch(id, recording) VALUES(1, 0);
CREATE TABLE sync_cell(
  table_name TEXT NOT NULL,
  key BLOB NOT NULL,
  column_name TEXT NOT NULL,
  hlc INTEGER NOT NULL,
  device INTEGER NOT NULL,
  authored INTEGER NOT NULL,
  value BLOB NOT NULL,
  text INTEGER NOT NULL CHECK(text IN (0, 1)),
  seen BLOB NOT NULL,
  known BLOB NOT NULL,
  blob BLOB,
  confirmed INTEGER NOT NULL,
  PRIMARY KEY(table_name, key, column_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_cell_confirmed ON sync_cell(confirmed);
CREATE TABLE sync_outbox(
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_no INTEGER NOT NULL,
  fresh INTEGER NOT NULL CHECK(fresh IN (0, 1)),
  operation BLOB NOT NULL,
  set_aside TEXT
) STRICT;
CREATE TABLE sync_transfer(
  direction TEXT NOT NULL CHECK(direction IN ('upload', 'download', 'arrived')),
  hash BLOB NOT NULL,
  PRIMARY KEY(direction, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_blob(
  hash BLOB PRIMARY KEY,
  staged_bytes INTEGER NOT NULL DEFAULT 0,
  whole INTEGER NOT NULL DEFAULT 0 CHECK(whole IN (0, 1)),
  photo_sha256 TEXT,
  part TEXT CHECK(part IN ('original', 'thumbnail')),
  sealed_bytes INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_part(
  hash BLOB NOT NULL,
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY(hash, start)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_mark(
  table_name TEXT NOT NULL,
  key TEXT NOT NULL,
  column_name TEXT NOT NULL,
  changed_ms INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
  PRIMARY KEY(table_name, key, column_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_mark_changed ON sync_mark(changed_ms);
CREATE TABLE sync_known(key TEXT PRIMARY KEY, photo_sha256 TEXT) STRICT, WITHOUT ROWID;
)sql" // tables; then triggers of finds
                                            R"sql(
CREATE TRIGGER sync_find_added AFTER INSERT ON observation
WHEN NEW.saved = 1 AND (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'find', NEW.uuid, column1
    FROM (VALUES('created'), ('note'), ('place'), ('privacy'), ('kept')) WHERE true
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key) SELECT NEW.uuid WHERE NEW.deleted_ms > 0 ON CONFLICT DO NOTHING;
  DELETE FROM sync_known WHERE key = NEW.uuid AND NEW.deleted_ms = 0;
END;
CREATE TRIGGER sync_find_saved AFTER UPDATE OF saved, uuid ON observation
WHEN NEW.saved = 1 AND (OLD.saved = 0 OR OLD.uuid <> NEW.uuid) AND (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'find', NEW.uuid, column1
    FROM (VALUES('created'), ('note'), ('place'), ('privacy'), ('kept')) WHERE true
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key) SELECT NEW.uuid WHERE NEW.deleted_ms > 0 ON CONFLICT DO NOTHING;
  DELETE FROM sync_known WHERE key = NEW.uuid AND NEW.deleted_ms = 0;
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'photo', o.uuid || ':' || p.slot, 'view'
    FROM observation o JOIN photo p ON p.observation_id = o.id WHERE o.id = NEW.id
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key, photo_sha256)
    SELECT o.uuid || ':' || p.slot, p.sha256
    FROM observation o JOIN photo p ON p.observation_id = o.id WHERE o.id = NEW.id
    ON CONFLICT DO UPDATE SET photo_sha256 = excluded.photo_sha256;
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'said', o.uuid || ':' || i.created_ms || ':' || i.identified_by, 'opinion'
    FROM observation o JOIN identification i ON i.observation_id = o.id
    WHERE o.id = NEW.id
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
END;
CREATE TRIGGER sync_find_left AFTER UPDATE OF saved, uuid ON observation
WHEN OLD.saved = 1 AND (NEW.saved = 0 OR OLD.uuid <> NEW.uuid) AND (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    VALUES('find', OLD.uuid, 'kept')
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key) VALUES(OLD.uuid) ON CONFLICT DO NOTHING;
  DELETE FROM sync_mark WHERE table_name = 'find' AND key = OLD.uuid AND column_name <> 'kept';
  DELETE FROM sync_mark WHERE table_name IN ('photo', 'said') AND key >= OLD.uuid || ':' AND key < OLD.uuid || ';';
END;
CREATE TRIGGER sync_find_changed
AFTER UPDATE OF created_ms, note, latitude, longitude, accuracy_m, place_privacy, deleted_ms ON observation
WHEN OLD.saved = 1 AND NEW.saved = 1 AND OLD.uuid = NEW.uuid AND (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'find', NEW.uuid, column1
    FROM (VALUES
      ('created', OLD.created_ms <> NEW.created_ms),
      ('note', OLD.note <> NEW.note),
      ('place', (OLD.latitude, OLD.longitude, OLD.accuracy_m) IS NOT (NEW.latitude, NEW.longitude, NEW.accuracy_m)),
      ('privacy', OLD.place_privacy <> NEW.place_privacy),
      ('kept', (OLD.deleted_ms > 0) <> (NEW.deleted_ms > 0))) WHERE column2
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key) SELECT NEW.uuid WHERE NEW.deleted_ms > 0 ON CONFLICT DO NOTHING;
  DELETE FROM sync_known WHERE key = NEW.uuid AND NEW.deleted_ms = 0;
END;
CREATE TRIGGER sync_find_removed AFTER DELETE ON observation
WHEN OLD.saved = 1 AND (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'find', OLD.uuid, 'kept'
    WHERE OLD.deleted_ms = 0
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key) VALUES(OLD.uuid) ON CONFLICT DO NOTHING;
  DELETE FROM sync_mark WHERE table_name = 'find' AND key = OLD.uuid AND column_name <> 'kept';
  DELETE FROM sync_mark WHERE table_name IN ('photo', 'said') AND key >= OLD.uuid || ':' AND key < OLD.uuid || ';';
END;
)sql" // then triggers of photos and opinions
                                            R"sql(
CREATE TRIGGER sync_photo_added AFTER INSERT ON photo WHEN (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'photo', o.uuid || ':' || p.slot, 'view'
    FROM observation o JOIN (SELECT NEW.slot AS slot) p
    WHERE o.id = NEW.observation_id AND o.saved = 1
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key, photo_sha256)
    SELECT o.uuid || ':' || p.slot, p.sha256
    FROM observation o JOIN (SELECT NEW.slot AS slot, NEW.sha256 AS sha256) p
    WHERE o.id = NEW.observation_id AND o.saved = 1
    ON CONFLICT DO UPDATE SET photo_sha256 = excluded.photo_sha256;
END;
CREATE TRIGGER sync_photo_changed AFTER UPDATE ON photo
WHEN (SELECT recording FROM sync_switch) = 1 AND
  (OLD.observation_id, OLD.slot, OLD.sha256, OLD.width_px, OLD.height_px, OLD.size_bytes, OLD.sharpness, OLD.exposure,
    OLD.logits, OLD.model_sha256, OLD.crop_left, OLD.crop_top, OLD.crop_width, OLD.crop_height) IS NOT
    (NEW.observation_id, NEW.slot, NEW.sha256, NEW.width_px, NEW.height_px, NEW.size_bytes, NEW.sharpness,
    NEW.exposure, NEW.logits, NEW.model_sha256, NEW.crop_left, NEW.crop_top, NEW.crop_width, NEW.crop_height)
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'photo', o.uuid || ':' || p.slot, 'view'
    FROM (SELECT OLD.observation_id AS id, OLD.slot AS slot
      UNION SELECT NEW.observation_id, NEW.slot) p JOIN observation o ON o.id = p.id WHERE o.saved = 1
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
  INSERT INTO sync_known(key, photo_sha256)
    SELECT o.uuid || ':' || p.slot, p.sha256
    FROM observation o JOIN (SELECT NEW.slot AS slot, NEW.sha256 AS sha256) p
    WHERE o.id = NEW.observation_id AND o.saved = 1
      AND (OLD.observation_id, OLD.slot, OLD.sha256) IS NOT (NEW.observation_id, NEW.slot, NEW.sha256)
    ON CONFLICT DO UPDATE SET photo_sha256 = excluded.photo_sha256;
END;
CREATE TRIGGER sync_photo_removed AFTER DELETE ON photo WHEN (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'photo', o.uuid || ':' || p.slot, 'view'
    FROM observation o JOIN (SELECT OLD.slot AS slot) p
    WHERE o.id = OLD.observation_id AND o.saved = 1
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
END;
CREATE TRIGGER sync_opinion_added AFTER INSERT ON identification WHEN (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'said', o.uuid || ':' || i.created_ms || ':' || i.identified_by, 'opinion'
    FROM observation o JOIN (SELECT NEW.created_ms AS created_ms, NEW.identified_by AS identified_by) i
    WHERE o.id = NEW.observation_id AND o.saved = 1
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
END;
CREATE TRIGGER sync_opinion_changed AFTER UPDATE ON identification WHEN (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'said', o.uuid || ':' || i.created_ms || ':' || i.identified_by, 'opinion'
    FROM (SELECT OLD.observation_id AS id, OLD.created_ms AS created_ms, OLD.identified_by AS identified_by
      UNION SELECT NEW.observation_id, NEW.created_ms, NEW.identified_by) i
      JOIN observation o ON o.id = i.id WHERE o.saved = 1
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
END;
CREATE TRIGGER sync_opinion_removed AFTER DELETE ON identification WHEN (SELECT recording FROM sync_switch) = 1
BEGIN
  INSERT INTO sync_mark(table_name, key, column_name)
    SELECT 'said', o.uuid || ':' || i.created_ms || ':' || i.identified_by, 'opinion'
    FROM observation o JOIN (SELECT OLD.created_ms AS created_ms, OLD.identified_by AS identified_by) i
    WHERE o.id = OLD.observation_id AND o.saved = 1
    ON CONFLICT DO UPDATE SET changed_ms = max(excluded.changed_ms, changed_ms + 1);
END;
)sql";

} // namespace hypha::storage

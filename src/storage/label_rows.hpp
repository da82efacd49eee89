// What people said of their finds, as labelled photos: the questions that `hypha export-labels` asks of a journal file, which it opens
// with the SQLite of web/sql. They stand here, beside the schema they speak of; tests/unit/storage_label_rows_test.cpp asks them.
#pragma once

#include <string_view>

namespace hypha::storage {

// find, view, photo, state, latin: one row a photo of each saved find whose newest answer by a person is a name or "no mushroom". A
// name that was taken back is no label. Oldest find first.
inline constexpr std::string_view kLabelRows =
    "SELECT o.uuid AS find, p.slot AS view, p.sha256 AS photo, i.state AS state, i.name AS latin "
    "FROM observation o JOIN identification i ON i.id = "
    "(SELECT id FROM identification WHERE observation_id = o.id AND identified_by = 'person' "
    "ORDER BY created_ms DESC, id DESC LIMIT 1) "
    "JOIN photo p ON p.observation_id = o.id "
    "WHERE o.saved = 1 AND o.deleted_ms = 0 AND i.state <> 'unknown' AND p.sha256 <> '' "
    "ORDER BY o.created_ms, o.id, p.slot_order, p.slot";
// content of one photo of a backup: $photo, $part (original or thumbnail).
inline constexpr std::string_view kLabelPhoto =
    "SELECT content FROM backup_photo WHERE sha256 = $photo AND part = $part";
// schema, photos: the version of the journal, and whether photos are in the file.
inline constexpr std::string_view kLabelFacts =
    "SELECT (SELECT user_version FROM pragma_user_version) AS schema, (SELECT count(*) FROM sqlite_schema WHERE name = "
    "'backup_photo') AS photos, (SELECT application_id FROM pragma_application_id) AS maker";

} // namespace hypha::storage

// The tables of the embedded edge. The stream is first in every key, as in PostgreSQL, where it is what shards go by.
// `op.operation` and `waiting.operation` are as on the wire; a cell is in columns, because people will want to ask it questions.
// `blob.file` is the name of a file of blob_files.hpp; `have` bytes of it count, whatever else lies in it.
// Forward only, as src/storage/migrations: a number that was released is never edited.
#pragma once

#include <string_view>

namespace hypha::edge {

inline constexpr std::string_view kSqliteSchema1 = R"sql(
CREATE TABLE stream(
    id BLOB PRIMARY KEY NOT NULL, epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL, seq_check INTEGER NOT NULL,
    horizon_seq INTEGER NOT NULL, horizon_check INTEGER NOT NULL,
    hlc INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE batch(
    stream BLOB NOT NULL, device INTEGER NOT NULL, no INTEGER NOT NULL,
    digest INTEGER NOT NULL, reply BLOB NOT NULL, added_ms INTEGER NOT NULL,
    PRIMARY KEY(stream, device, no)) STRICT, WITHOUT ROWID;
CREATE TABLE op(
    stream BLOB NOT NULL, seq INTEGER NOT NULL, seq_check INTEGER NOT NULL,
    pushed_by INTEGER NOT NULL, batch_no INTEGER NOT NULL, added_ms INTEGER NOT NULL, operation BLOB NOT NULL,
    PRIMARY KEY(stream, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE cell(
    stream BLOB NOT NULL, table_name TEXT NOT NULL, row_key BLOB NOT NULL, column_name TEXT NOT NULL,
    hlc INTEGER NOT NULL, device INTEGER NOT NULL, authored INTEGER NOT NULL,
    is_text INTEGER NOT NULL, seen BLOB NOT NULL, blob BLOB, value BLOB NOT NULL,
    PRIMARY KEY(stream, table_name, row_key, column_name)) STRICT, WITHOUT ROWID;
CREATE TABLE waiting(
    stream BLOB NOT NULL, no INTEGER NOT NULL,
    pushed_by INTEGER NOT NULL, batch_no INTEGER NOT NULL, added_ms INTEGER NOT NULL, operation BLOB NOT NULL,
    PRIMARY KEY(stream, no)) STRICT, WITHOUT ROWID;
CREATE TABLE waiting_blob(
    stream BLOB NOT NULL, hash BLOB NOT NULL, no INTEGER NOT NULL,
    PRIMARY KEY(stream, hash, no)) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_blob_of ON waiting_blob(stream, no);
CREATE TABLE blob(
    stream BLOB NOT NULL, hash BLOB NOT NULL,
    size INTEGER NOT NULL, have INTEGER NOT NULL, whole INTEGER NOT NULL, file TEXT NOT NULL,
    PRIMARY KEY(stream, hash)) STRICT, WITHOUT ROWID;
)sql";

// What a stream takes, counted as it grows (compaction counts anew), and how much it may take where that is its own number.
inline constexpr std::string_view kSqliteSchema2 = R"sql(
ALTER TABLE stream ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN quota INTEGER;
)sql";

// Accounts (account_store.hpp): keys, devices, hashes of sessions, challenges that were used. An offer is found by its lookup.
inline constexpr std::string_view kSqliteSchema3 = R"sql(
CREATE TABLE account(
    stream BLOB PRIMARY KEY NOT NULL, key BLOB NOT NULL, added_ms INTEGER NOT NULL, words_open INTEGER NOT NULL,
    ticket BLOB, ticket_until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE device(
    stream BLOB NOT NULL, key BLOB NOT NULL, name BLOB NOT NULL,
    added_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL, revoked_ms INTEGER NOT NULL,
    token BLOB NOT NULL, previous BLOB, rotated_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL,
    PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
CREATE TABLE challenge(
    stream BLOB NOT NULL, challenge BLOB NOT NULL, ends_ms INTEGER NOT NULL,
    PRIMARY KEY(stream, challenge)) STRICT, WITHOUT ROWID;
CREATE TABLE offer(
    lookup BLOB PRIMARY KEY NOT NULL, stream BLOB NOT NULL, wrapped BLOB NOT NULL, until_ms INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE INDEX offer_of ON offer(stream);
CREATE TABLE shared_secret(id INTEGER PRIMARY KEY NOT NULL, secret BLOB NOT NULL) STRICT;
)sql";

} // namespace hypha::edge

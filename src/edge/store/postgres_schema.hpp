// The tables of edges that share a PostgreSQL: those of sqlite_schema.hpp, and the bytes of blobs, which several processes on several
// machines must see. The stream is first in every key: what Citus distributes by, and CockroachDB and YugabyteDB split at.
// Text compares by its bytes (COLLATE "C"), as everywhere else. Parts of blobs are random or sealed: never tried to compress.
// No sequences (they are not handed out in the order of commits), no foreign keys, no triggers.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace hypha::edge {

inline constexpr int kPostgresVersion = 3;

inline constexpr std::string_view kPostgresSchema1 = R"sql(
CREATE TABLE schema_version(version bigint PRIMARY KEY);
CREATE TABLE stream(
    id bytea PRIMARY KEY, epoch bigint NOT NULL,
    seq bigint NOT NULL, seq_check bigint NOT NULL,
    horizon_seq bigint NOT NULL, horizon_check bigint NOT NULL,
    hlc bigint NOT NULL);
CREATE TABLE batch(
    stream bytea NOT NULL, device bigint NOT NULL, no bigint NOT NULL,
    digest bigint NOT NULL, reply bytea NOT NULL, added_ms bigint NOT NULL,
    PRIMARY KEY(stream, device, no));
CREATE TABLE op(
    stream bytea NOT NULL, seq bigint NOT NULL, seq_check bigint NOT NULL,
    pushed_by bigint NOT NULL, batch_no bigint NOT NULL, added_ms bigint NOT NULL, operation bytea NOT NULL,
    PRIMARY KEY(stream, seq));
CREATE TABLE cell(
    stream bytea NOT NULL, table_name text COLLATE "C" NOT NULL, row_key bytea NOT NULL,
    column_name text COLLATE "C" NOT NULL,
    hlc bigint NOT NULL, device bigint NOT NULL, authored bigint NOT NULL,
    is_text bigint NOT NULL, seen bytea NOT NULL, blob bytea, value bytea NOT NULL,
    PRIMARY KEY(stream, table_name, row_key, column_name));
CREATE TABLE waiting(
    stream bytea NOT NULL, no bigint NOT NULL,
    pushed_by bigint NOT NULL, batch_no bigint NOT NULL, added_ms bigint NOT NULL, operation bytea NOT NULL,
    PRIMARY KEY(stream, no));
CREATE TABLE waiting_blob(
    stream bytea NOT NULL, hash bytea NOT NULL, no bigint NOT NULL,
    PRIMARY KEY(stream, hash, no));
CREATE TABLE blob(
    stream bytea NOT NULL, hash bytea NOT NULL,
    size bigint NOT NULL, have bigint NOT NULL, whole bigint NOT NULL,
    PRIMARY KEY(stream, hash));
CREATE TABLE blob_part(
    stream bytea NOT NULL, hash bytea NOT NULL, starts bigint NOT NULL, ends bigint NOT NULL, bytes bytea NOT NULL,
    PRIMARY KEY(stream, hash, starts));
ALTER TABLE blob_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
INSERT INTO schema_version(version) VALUES(1);
)sql";

// The row of the stream is read by begin() and locked: a count in it costs no question of its own.
inline constexpr std::string_view kPostgresSchema2 = R"sql(
ALTER TABLE stream ADD COLUMN bytes bigint NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN quota bigint;
INSERT INTO schema_version(version) VALUES(2);
)sql";

// As kSqliteSchema3.
inline constexpr std::string_view kPostgresSchema3 = R"sql(
CREATE TABLE account(
    stream bytea PRIMARY KEY, key bytea NOT NULL, added_ms bigint NOT NULL, words_open bigint NOT NULL,
    ticket bytea, ticket_until_ms bigint NOT NULL);
CREATE TABLE device(
    stream bytea NOT NULL, key bytea NOT NULL, name bytea NOT NULL,
    added_ms bigint NOT NULL, seen_ms bigint NOT NULL, revoked_ms bigint NOT NULL,
    token bytea NOT NULL, previous bytea, rotated_ms bigint NOT NULL, expires_ms bigint NOT NULL,
    PRIMARY KEY(stream, key));
CREATE TABLE challenge(
    stream bytea NOT NULL, challenge bytea NOT NULL, ends_ms bigint NOT NULL,
    PRIMARY KEY(stream, challenge));
CREATE TABLE offer(
    lookup bytea PRIMARY KEY, stream bytea NOT NULL, wrapped bytea NOT NULL, until_ms bigint NOT NULL);
CREATE INDEX offer_of ON offer(stream);
CREATE TABLE shared_secret(id bigint PRIMARY KEY, secret bytea NOT NULL);
INSERT INTO schema_version(version) VALUES(3);
)sql";

inline constexpr std::array<std::string_view, kPostgresVersion> kPostgresSchema{kPostgresSchema1, kPostgresSchema2,
                                                                                kPostgresSchema3};

} // namespace hypha::edge

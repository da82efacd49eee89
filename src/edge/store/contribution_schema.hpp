// The tables of contributed stories, the second migration of news.db (news_database.hpp): one that is published has a row in `story` too,
// placed "contribution ID", so whatever lists and packs stories lists and packs it. `file` is empty once its author took it back.
// state: 1 held, 2 published, 3 rejected, 4 withdrawn (contribution_rules.hpp). A photo belongs to an account, not to a contribution:
// two of one account may name the same. Forward only, as sqlite_schema.hpp.
#pragma once

#include <string_view>

namespace hypha::edge {

inline constexpr std::string_view kContributionSchema1 = R"sql(
CREATE TABLE contribution(
    id TEXT PRIMARY KEY NOT NULL, stream BLOB NOT NULL, device BLOB NOT NULL, rev INTEGER NOT NULL,
    state INTEGER NOT NULL, held_for TEXT NOT NULL, reason TEXT NOT NULL, region TEXT NOT NULL, title TEXT NOT NULL,
    file BLOB NOT NULL, signature BLOB NOT NULL, received_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL,
    published_s INTEGER NOT NULL, story TEXT NOT NULL, resemblance BLOB NOT NULL) STRICT;
CREATE INDEX contribution_own ON contribution(stream, received_ms, id);
CREATE INDEX contribution_waiting ON contribution(changed_ms, id) WHERE state = 1;
CREATE INDEX contribution_story ON contribution(story) WHERE story <> '';
CREATE TABLE contribution_photo(
    contribution TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, PRIMARY KEY(contribution, sha256)) STRICT, WITHOUT ROWID;
CREATE INDEX contribution_photo_name ON contribution_photo(sha256);
CREATE TABLE contributed_photo(
    stream BLOB NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY(sha256, stream)) STRICT;
CREATE TABLE flag(
    contribution TEXT NOT NULL, stream BLOB NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(contribution, stream)) STRICT, WITHOUT ROWID;
CREATE INDEX flag_time ON flag(stream, at_ms);
CREATE TABLE submission(id INTEGER PRIMARY KEY NOT NULL, stream BLOB NOT NULL, at_ms INTEGER NOT NULL) STRICT;
CREATE INDEX submission_time ON submission(at_ms);
CREATE TABLE contributor(
    stream BLOB PRIMARY KEY NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL,
    accepted_in_row INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE moderator(stream BLOB PRIMARY KEY NOT NULL, added_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

} // namespace hypha::edge

// The tables of news, in a database of their own beside the edge's: what can be fetched again is not in the way of what people wrote.
// A story that was replaced stays a while, not listed, for whoever read a list that names it. `place` is what makes two items one: the
// address of the page, else the item's id. Pictures are named by the SHA-256 of their bytes, and by the hash of each story that names them,
// not by its row: the number of a row that went may be another story's. Forward only, as sqlite_schema.hpp.
#pragma once

#include <string_view>

namespace hypha::edge {

inline constexpr std::string_view kNewsSchema1 = R"sql(
CREATE TABLE source(
    url TEXT PRIMARY KEY NOT NULL, region TEXT NOT NULL, title TEXT NOT NULL, site_url TEXT NOT NULL,
    folders TEXT NOT NULL, language TEXT NOT NULL, added_s INTEGER NOT NULL,
    etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
    interval_s INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, next_s INTEGER NOT NULL DEFAULT 0,
    stopped INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '', polled_s INTEGER NOT NULL DEFAULT 0)
    STRICT, WITHOUT ROWID;
CREATE INDEX source_due ON source(next_s) WHERE stopped = 0;
CREATE TABLE item(
    source TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, tries INTEGER NOT NULL, seen_s INTEGER NOT NULL,
    PRIMARY KEY(source, id)) STRICT, WITHOUT ROWID;
CREATE TABLE story(
    id INTEGER PRIMARY KEY NOT NULL, region TEXT NOT NULL, place TEXT NOT NULL, source TEXT NOT NULL,
    hash TEXT NOT NULL, listed INTEGER NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL,
    language TEXT NOT NULL, topic TEXT NOT NULL, published_s INTEGER NOT NULL, placed_s INTEGER NOT NULL,
    seen_s INTEGER NOT NULL, bytes INTEGER NOT NULL, crc INTEGER NOT NULL,
    deflated BLOB NOT NULL, brotli BLOB NOT NULL, resemblance BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX story_place ON story(region, place) WHERE listed = 1;
CREATE INDEX story_hash ON story(hash);
CREATE INDEX story_time ON story(region, placed_s) WHERE listed = 1;
CREATE INDEX story_source ON story(source);
)sql";

inline constexpr std::string_view kNewsPictureSchema = R"sql(
CREATE TABLE picture(hash TEXT PRIMARY KEY NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE story_picture(
    story TEXT NOT NULL, picture TEXT NOT NULL, PRIMARY KEY(story, picture)) STRICT, WITHOUT ROWID;
CREATE INDEX story_picture_picture ON story_picture(picture);
)sql";

} // namespace hypha::edge

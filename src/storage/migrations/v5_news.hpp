// Schema 5: news (story_table, byte_ledger). news_story is what is known of a story, whether its text is here or not; its number grows
// with the time of publication (65,536 to a second), so that the newest come first without an index. The text is apart in news_body,
// so that a list reads no text. news_source: names that a person never wants to see again. news_transfer: what came over the network, by
// local day and source; source '' is lists. No trigger marks any of it for syncing. The full-text index is no part of the schema:
// story_words makes it with the first text, because a first start does without its code, and from the texts where it is missing.
// Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV5News = R"sql(
CREATE TABLE news_source(
  name TEXT PRIMARY KEY NOT NULL,
  hidden_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE news_story(
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  region TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  language TEXT NOT NULL,
  topic TEXT NOT NULL,
  published_s INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  told_with TEXT NOT NULL,
  listed_s INTEGER NOT NULL,
  kept_ms INTEGER NOT NULL DEFAULT 0,
  opened_ms INTEGER NOT NULL DEFAULT 0,
  finished_ms INTEGER NOT NULL DEFAULT 0,
  saved_ms INTEGER NOT NULL DEFAULT 0,
  unwanted_ms INTEGER NOT NULL DEFAULT 0,
  progress REAL NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX news_story_region ON news_story(region, id);
CREATE TABLE news_body(
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE news_transfer(
  day INTEGER NOT NULL,
  source TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  answers INTEGER NOT NULL,
  PRIMARY KEY(day, source)
) STRICT;
)sql";

} // namespace hypha::storage

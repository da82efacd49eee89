// Schema 7: news_transfer says what the bytes were too (core/taste/received_kind.hpp), since lists, texts, pages and Hypha itself are told
// apart where a person sees what the network cost. What was counted before was lists where it had no source, else texts.
// Never edited after a release: a change is a new number.
#pragma once

#include <string_view>

namespace hypha::storage {

inline constexpr std::string_view kV7Received = R"sql(
CREATE TABLE news_received(
  day INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  answers INTEGER NOT NULL,
  PRIMARY KEY(day, kind, source)
) STRICT;
INSERT INTO news_received(day, kind, source, bytes, answers)
  SELECT day, CASE source WHEN '' THEN 'lists' ELSE 'texts' END, source, bytes, answers FROM news_transfer;
DROP TABLE news_transfer;
ALTER TABLE news_received RENAME TO news_transfer;
)sql";

} // namespace hypha::storage

// Rows of the table story, as news_store and contribution_store write them alike, and of its pictures.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "edge/store/news_store.hpp"
#include "edge/store/sqlite_rows.hpp"

namespace hypha::edge {

// Empty for a text without words.
std::string bytes_of_signature(const articles::MinHashSignature& signature);
articles::MinHashSignature signature_of(std::span<const std::byte> bytes);

// Whether a listed story of the region has this hash: a list names a story once.
Result<bool> has_story(SqliteRows& rows, std::string_view region, std::string_view hash);
// As a listed one, with its pictures. Its place must be free.
Result<void> insert_story(SqliteRows& rows, std::string_view region, std::string_view source, const NewsStory& story);

Result<std::optional<std::string>> picture_of(SqliteRows& rows, std::string_view hash);
// Those that no story names any more.
Result<void> drop_lone_pictures(SqliteRows& rows);

} // namespace hypha::edge

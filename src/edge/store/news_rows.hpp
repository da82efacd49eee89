// Rows of the table story, as news_store and contribution_store write them alike.
#pragma once

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
// As a listed one. Its place must be free.
Result<void> insert_story(SqliteRows& rows, std::string_view region, std::string_view source, const NewsStory& story);

} // namespace hypha::edge

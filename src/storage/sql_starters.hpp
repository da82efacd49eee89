// Queries to begin with, so that an empty editor is no riddle: three on Hypha's own tables, or the first tables of a copy.
#pragma once

#include <string>
#include <vector>

#include "storage/sql_console.hpp"

namespace hypha::storage {

// By month · by name · the largest photos; in this order, which ui has the words for.
inline constexpr std::size_t kStarters = 3;
std::vector<std::string> sql_starters();
// A name as SQL wants it: as it is where it is a plain word, else in quotes.
std::string sql_name(const std::string& name);
// The first rows of a table.
std::string sql_browse(const std::string& table);

} // namespace hypha::storage

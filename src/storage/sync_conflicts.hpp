// Rows of conflict copies (core/sync/conflict_copy.hpp) that nobody has settled yet.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

// Keys of the copies that have no "settled" cell, in their order.
Result<std::vector<std::string>> open_conflicts(Database& database);

} // namespace hypha::storage

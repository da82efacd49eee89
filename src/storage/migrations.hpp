// Numbered schema changes, forward only: the file's user_version is the last one that was applied. Each runs in a transaction
// of its own, so an interrupted migration leaves the previous schema. A file with a higher number than we know is refused.
#pragma once

#include <span>
#include <string_view>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

struct Migration {
    int number; // 1, 2, 3… without a gap
    std::string_view sql;
};

// All migrations of this build, in order.
std::span<const Migration> migrations();
// The number of the last one: the schema this build reads and writes.
int schema_version();

// The number in the file; 0 for a new one.
Result<int> stored_version(Database& database);
// Brings the database to the last of `steps`. newer_database when it is ahead of them.
Result<void> migrate(Database& database, std::span<const Migration> steps = migrations());

} // namespace hypha::storage

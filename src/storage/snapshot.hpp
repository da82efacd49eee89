// The automatic copy of a database: NAME.snapshot in the same pool, written by VACUUM INTO, checked, and only then put in the
// place of the one before. It is what a damaged database can be brought back from (place_files: facts_of, adopt).
// A copy is taken before each migration and, by the app, now and then. Only in the pool: elsewhere nothing is done.
#pragma once

#include <cstdint>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

class Database;

// storage_full leaves the earlier snapshot. No transaction may be open. The copy remembers now_ms (DatabaseFacts::made_ms).
Result<void> take_snapshot(Database& database, std::int64_t now_ms);
// Ends a take_snapshot() that was cut off: a whole copy takes its place, a part is removed. Done by Database::open.
Result<void> finish_snapshot(const DatabasePlace& place);
// A snapshot of a database that is about to be migrated. Where space is missing the migration goes on without: it is one
// transaction, so the database is safe either way.
Result<void> keep_before_migration(Database& database);

// Writes the database as it is committed into `file` of the same pool, which must not be there.
Result<void> copy_into(Database& database, const std::string& file, std::int64_t now_ms);

} // namespace hypha::storage

// Space that a database's place can give back without losing a row: what the write-ahead log takes although the database holds it
// already, and the automatic copy (hypha.db.snapshot). Asked for by app/make_room when the device is full.
#pragma once

#include <cstdint>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

// Moves what the log holds into the database and cuts the log. Answers whether it is empty now; a device so full that the
// database cannot grow answers storage_full and nothing is lost. Not inside a transaction.
Result<bool> empty_log(Database& database);

// About how large the automatic copy is; 0 when there is none.
std::int64_t snapshot_bytes(Database& database);
// Removing what is not there is done already.
Result<void> drop_snapshot(Database& database);

} // namespace hypha::storage

// Bytes of a database file made ready for sqlite3_deserialize: copied into SQLite's memory, and taken out of WAL mode, which a
// database in memory does not have (a file whose log is not with it is read as it stands).
#pragma once

#include <cstddef>
#include <span>

#include "core/base/error.hpp"

namespace hypha::storage {

// The caller owns what sqlite3_malloc64 made. not_a_database, too_large, out_of_memory.
Result<unsigned char*> copied_bytes(std::span<const std::byte> bytes);

} // namespace hypha::storage

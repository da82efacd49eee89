// The questions that opening a database asks, and the settings it gives. Questions change nothing.
#pragma once

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

// newer_database when the schema is ahead of ours.
Result<void> check_version(Database& database);
// database_corrupt when a page or a tree is damaged.
Result<void> check_integrity(Database& database);
// The same by the checksums alone, read in large parts: many times faster, and any flipped bit is found. It looks at the file as it
// lies, so it answers check_integrity() where a log has not been written into the file, or pages carry no checksums.
Result<void> check_pages(Database& database);
// storage_unavailable for a file that another program made. A new file has no id and no schema yet.
Result<void> check_maker(Database& database);
// database_corrupt when the log goes on behind what SQLite takes for its end (log_frames).
Result<void> check_log(Database& database);
// Version, log, integrity, maker, in this order. `thorough`: trees too, not pages alone.
Result<void> check(Database& database, bool thorough);

// Page size of a new file, WAL, synchronous FULL.
Result<void> settle(Database& database);
// Gives a database in the pool that was made without checksums room for them, by writing it anew (VACUUM, crash-safe).
// Where space is missing it goes on without them: the next start tries again.
Result<void> add_checksums(Database& database);

} // namespace hypha::storage

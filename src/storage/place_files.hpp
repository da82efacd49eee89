// The files that lie beside a database in its pool, and the one way in which one of them takes its place.
//   NAME.snapshot   the latest automatic copy        NAME.incoming  a file on its way in (restore)
//   NAME.backup     a copy on its way out            NAME.salvaged  what could be read of a damaged file
//   NAME.adopt      decided to become the database   NAME.replaced  what the last one replaced, for undo
// adopt() is decided by one header write; a crash after it is finished by the next open (finish_adopting), so at any moment the
// old database or the new one is found, never none. All functions want a place in the pool; elsewhere they answer not_found.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

std::string snapshot_file(const DatabasePlace& place);
std::string incoming_file(const DatabasePlace& place);
std::string backup_file(const DatabasePlace& place);
std::string salvaged_file(const DatabasePlace& place);
std::string replaced_file(const DatabasePlace& place);

struct DatabaseFacts {
    std::string file;
    int schema_version = 0;
    std::int64_t finds = 0; // saved and not deleted
    std::int64_t photos = 0;
    std::int64_t identifications = 0;
    std::int64_t size_bytes = 0;
    std::int64_t made_ms = 0; // when the copy was taken; 0: unknown
};

// Opens the file read only and checks all of it. not_found, database_corrupt, newer_database (facts are then not known),
// not_a_database (no database of ours), storage_unavailable.
Result<DatabaseFacts> facts_of(const DatabasePlace& place, const std::string& file);

// Makes `file`, which was checked, the database. The Database must be closed.
Result<void> adopt(const DatabasePlace& place, const std::string& file);
// Brings back what the last adopt() replaced; doing it twice is doing nothing. not_found when there is nothing.
Result<void> undo_adopt(const DatabasePlace& place);
// A file was decided on and is not in the database's place yet.
bool is_adopting(const DatabasePlace& place);
// Ends an adopt() that was cut off. Done by Database::open.
Result<void> finish_adopting(const DatabasePlace& place);

// The file and its write-ahead log; nothing to remove is success.
Result<void> remove_file(const DatabasePlace& place, const std::string& file);
std::int64_t size_of_file(const DatabasePlace& place, const std::string& file); // 0 when there is none

} // namespace hypha::storage

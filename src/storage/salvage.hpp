// What can be read of a damaged database: SQLite's recovery extension walks every page it can (also those that no tree leads to
// any more), and each row it finds is put into a new database of our schema, NAME.salvaged, if it keeps that schema's rules.
// A row that does not is left out, never bent. The damaged file is only read. The result is checked; adopt() makes it the database.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

struct Salvaged {
    std::int64_t finds = 0; // saved and not deleted
    std::int64_t photos = 0;
    std::int64_t identifications = 0;
    std::int64_t damaged_pages = 0; // whose checksum is wrong: words on them may have changed
};

// database_corrupt: nothing could be read. not_found, storage_full.
Result<Salvaged> salvage(const DatabasePlace& place, const std::string& damaged_file);

} // namespace hypha::storage

// What salvage reads of a damaged database. One whose first 100 bytes are gone cannot even be opened to look for rows, and of a log
// with a rotten frame SQLite reads nothing behind it; then a copy is made that can be read: its header says what the pages behind it
// say (their size is the one of this app, their reserved bytes those that their checksums prove), its log goes on to its end.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

// whole: as the file says what lies where. rows: nothing of its schema is believed, a page is what it looks like: a schema with a
// changed letter can be worse than none.
enum class ReadAs { whole, rows };
// `damaged_file` itself when it is read whole, its header is one and its log sound, else `copy_file`, which is made with its log.
Result<std::string> file_to_read(const DatabasePlace& place, const std::string& damaged_file,
                                 const std::string& copy_file, ReadAs how);

} // namespace hypha::storage

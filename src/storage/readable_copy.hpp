// What salvage reads of a damaged database. One whose first 100 bytes are gone cannot even be opened to look for rows, and of a log
// with a rotten frame SQLite reads nothing behind it; then a copy is made that can be read: its header says what the pages behind it
// say (their size is the one of this app, their reserved bytes those that their checksums prove), its log goes on to its end.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

// `damaged_file` itself when its header is one and its log sound, else `copy_file`, which is made with its log.
Result<std::string> file_to_read(const DatabasePlace& place, const std::string& damaged_file,
                                 const std::string& copy_file);

} // namespace hypha::storage

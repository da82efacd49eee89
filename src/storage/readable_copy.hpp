// A damaged database whose first 100 bytes are gone cannot even be opened to look for rows. Then a copy of it gets a header that
// says what the pages behind it say: their size is the one of this app, their reserved bytes those that their checksums prove.
// A rotten log is read to its end in a copy too.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

// The file to read rows from: `damaged_file` itself when its header is one and its log sound, else a copy named `copy_file`, with its log.
Result<std::string> openable(const DatabasePlace& place, const std::string& damaged_file, const std::string& copy_file);

} // namespace hypha::storage

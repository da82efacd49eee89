// A damaged database is given another name, with its write-ahead log, and stays: NAME.damaged-1, -2, … It is never deleted here.
// The log is renamed first; a crash between the two renames is finished at the next open, so they are never torn apart.
// Only in the pool. A native path belongs to whoever named it: there the file stays where it is and set_aside() answers the path.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

// Call with the database closed. The name under which it lies now.
Result<std::string> set_aside(const DatabasePlace& place);
// database_corrupt (detail: the new name) when an earlier set_aside() had been cut off, or when a slot's header was unreadable
// and its bytes have just been given a name; success when there was nothing to finish.
Result<void> finish_setting_aside(const DatabasePlace& place);
// Oldest first.
std::vector<std::string> names_set_aside(const DatabasePlace& place);

} // namespace hypha::storage

// Rot in a write-ahead log. SQLite takes the first frame whose checksum does not fit for the log's end: right after a power cut,
// wrong when a bit of a flash cell flipped, for then everything committed behind it would be gone without a word.
// The proof that it is rot: a frame's checksum goes on from the one stored before it, so frames behind a rotten one still fit; and a
// commit is flushed before the next one begins (synchronous FULL). Two whole commits in one run behind a frame that does not fit
// show that the first of them, and all before it, had been on the disk. After a power cut there is one at the most.
// Not told from a cut: rot in the last two commits, or in the log's own header of 32 bytes.
// Layout and sum: SQLite's database file format, section 4.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"

namespace hypha::storage {

// Of the log of `file`; false where there is none. storage_unavailable when it cannot be read.
Result<bool> log_is_rotten(const DatabasePlace& place, const std::string& file);
// Makes SQLite read a rotten log to its last commit, the rotten page as it lies there. For a copy: it hides what was found.
Result<void> mend_log(const DatabasePlace& place, const std::string& file);

} // namespace hypha::storage

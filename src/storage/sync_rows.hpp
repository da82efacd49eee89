// Between rows of the journal and what is synced of them. Triggers (migrations/v4_sync.hpp) mark in the transaction of a change
// which synced column of which row it touched; changed_rows() reads the marks with the values of now, apply_column() writes what
// others wrote, and marks nothing. Only saved finds are synced. Keys: find uuid; said uuid:created_ms:by; photo uuid:slot.
// The caller makes operations of all marks before it takes what others wrote; a marked column is this device's latest word and is
// left as it is by apply_column(), until its mark is forgotten.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/sync/operation.hpp"

namespace hypha::storage {

class Database;

struct PlainColumn {
    std::string name;
    std::string value; // sync_values.hpp
    bool text = false; // a person's words
    bool operator==(const PlainColumn&) const = default;
};

struct ChangedRow {
    std::string table;
    std::string key;
    std::int64_t changed_ms = 0;
    std::vector<PlainColumn> columns;
    bool operator==(const ChangedRow&) const = default;
};

// A photo of a find whose sealed part is in no cell, or whose cell stands for another photo.
struct UnsentPhoto {
    std::string key;  // of table "photo"
    std::string part; // "thumbnail" or "original"
    std::string sha256;
    bool operator==(const UnsentPhoto&) const = default;
};

// From now on changes are marked; all saved finds are, with the times at which they and what was said of them were made. What is
// here of another stream is forgotten. Nothing, where this stream is recorded already.
Result<void> begin_recording(Database& database, const sync::StreamId& stream);
// Nothing is marked any more and all that syncing kept is forgotten. The journal stays.
Result<void> end_recording(Database& database);
Result<bool> is_recording(Database& database);

// The oldest marks first, those of one row and one moment together, at most `most` rows. A row that cannot be read is left out,
// and stays marked.
Result<std::vector<ChangedRow>> changed_rows(Database& database, std::size_t most);
// Their marks go, but for those that were marked anew since.
Result<void> forget_marks(Database& database, const std::vector<ChangedRow>& rows);

// In any order. A find that is not here is made; one that is not kept is deleted as by a person (ObservationTable::mark_deleted).
// False: the value cannot be read, nothing was done. True for tables and columns that are not the journal's: nothing was done
// either. `orphans` gets the sha256 of photos that no row refers to any more.
Result<bool> apply_column(Database& database, const std::string& table, const std::string& key,
                          const PlainColumn& column, std::vector<std::string>& orphans);

// What has to be sealed and written next, of photos that were put on this device: thumbnails of all first, then originals, those
// of the newest finds first.
Result<std::vector<UnsentPhoto>> unsent_photos(Database& database, std::size_t most);
Result<std::int64_t> count_unsent_photos(Database& database);

} // namespace hypha::storage

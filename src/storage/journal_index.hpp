// Full text of the finds: notes and names, the Latin one and what people call the genus in both languages, with its family. FTS5
// in the connection's own memory: it is made from the rows when somebody searches, so nothing of it is in the file, in a backup or
// for a newer schema to carry, and a journal that is read only can be searched too.
// Which finds changed since the last search is heard from SQLite itself (update hook), whoever changed them. What is read inside
// a transaction is read again after it, for it may have been undone.
// Measured with 10,000 finds: tests/unit/storage_journal_index_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

class JournalIndex {
public:
    // At most one for a database, which must outlive it.
    explicit JournalIndex(Database& database);
    ~JournalIndex();
    JournalIndex(const JournalIndex&) = delete;
    JournalIndex& operator=(const JournalIndex&) = delete;

    // What every Journal query with JournalView::found_only answers from now on, until the next search: the finds in which a word
    // begins with each of `words`; accents and capitals do not matter. Without words every find. The first search reads all finds,
    // later ones what changed since; the same search again, with nothing changed, does nothing.
    Result<void> search(std::string_view words);

private:
    static void row_changed(void* self, int operation, const char* schema, const char* table, long long row);
    Result<void> build();
    Result<void> read_again(std::int64_t find);
    Result<void> bring_up_to_date();
    Result<void> find(const std::string& match);

    Database& database_;
    bool built_ = false;
    std::set<std::int64_t> changed_;
    std::optional<std::string> found_; // what temp.found holds the finds of; nothing when that is not certain
};

} // namespace hypha::storage

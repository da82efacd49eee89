// Full text of the finds: notes and names, the Latin one and what people call the genus in both languages, with its family. FTS5
// in the connection's own memory: it is made from the rows when somebody searches, so nothing of it is in the file, in a backup or
// for a newer schema to carry, and a journal that is read only can be searched too.
// Beside the words, what finds are narrowed to: the risk that is shown, whose answer it is, name, time. One row a find of what a
// filter asks for, made when somebody first filters.
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
#include "core/fungi/risk.hpp"

namespace hypha::storage {

class Database;

// by_person, by_model: who gave the name that is shown. not_read: no model answered yet. no_photo: goes beside any of the others.
enum class FindAnswer { by_person, by_model, unknown, not_mushroom, not_read, no_photo };

// What finds are asked for; parts that are not set ask for nothing.
struct FindQuery {
    std::string_view words{};
    std::optional<fungi::Risk> risk{}; // as shown: the worse one where a person and the model spoke
    std::optional<FindAnswer> answer{};
    std::string_view name{};                // Latin: this name, and of a genus its species
    std::int64_t from_ms = 0, until_ms = 0; // [from, until); both 0: any time
    [[nodiscard]] bool narrows() const { return risk || answer || !name.empty() || from_ms != 0 || until_ms != 0; }
};

class JournalIndex {
public:
    // At most one for a database, which must outlive it.
    explicit JournalIndex(Database& database);
    ~JournalIndex();
    JournalIndex(const JournalIndex&) = delete;
    JournalIndex& operator=(const JournalIndex&) = delete;

    // What every Journal query with JournalView::found_only answers from now on, until the next search: the finds in which a word
    // begins with each of `words` (accents and capitals do not matter), and of which all else that is asked is true. Without
    // anything asked every find. The first search reads all finds, later ones what changed since; the same search again, with
    // nothing changed, does nothing.
    Result<void> search(const FindQuery& query);
    // search(), after which Journal::values() knows all finds, narrowed or not.
    Result<void> search_with_facts(const FindQuery& query);

private:
    static void row_changed(void* self, int operation, const char* schema, const char* table, long long row);
    // One of the two tables that are made from the finds, when it is first asked for.
    struct Part {
        bool built = false;
        std::set<std::int64_t> changed{}; // since it was brought up to date
    };
    Result<void> make(const FindQuery& query, bool with_facts);
    Result<void> build_words();
    Result<void> read_words(std::int64_t find);
    Result<void> build_facts();
    Result<void> read_facts(std::int64_t find);
    Result<void> bring_up_to_date(Part& part, Result<void> (JournalIndex::*build)(),
                                  Result<void> (JournalIndex::*read)(std::int64_t));
    Result<void> find(const FindQuery& query, const std::string& match);

    Database& database_;
    Part words_, facts_;
    std::optional<std::string> found_; // what temp.found holds the finds of; nothing when that is not certain
};

} // namespace hypha::storage

#include "storage/journal_index.hpp"

#include <algorithm>

#include <sqlite3.h>

#include "core/fungi/genus_table.hpp"
#include "storage/database.hpp"
#include "storage/in_turn.hpp"

namespace hypha::storage {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

constexpr std::string_view kMake =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.find_words USING fts5(name, note, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3');"
    "DELETE FROM temp.find_words;"
    "CREATE TABLE IF NOT EXISTS temp.found(id INTEGER PRIMARY KEY);";

constexpr std::string_view kFinds = "SELECT o.id, o.note, coalesce(i.name, '') FROM main.observation o "
                                    "LEFT JOIN main.identification i ON i.id = o.identification_id";

// A Latin name with all that a person might call it.
std::string names_of(std::string_view latin) {
    std::string names(latin);
    if (const fungi::GenusFacts* facts = fungi::find_genus(latin.substr(0, latin.find(' ')))) {
        for (const std::string_view other : {facts->family, facts->common_en, facts->common_es}) {
            names += '\n';
            names += other;
        }
    }
    return names;
}

Result<void> put(Database& database, const Statement& row) {
    return database.change("INSERT OR REPLACE INTO temp.find_words(rowid, name, note) VALUES(?, ?, ?)", row.integer(0),
                           names_of(row.text(2)), row.text(1));
}

// What FTS5 is asked for: each word in its quotes, as the beginning of a word. Empty when there is none.
std::string match_of(std::string_view words) {
    std::string match;
    for (;;) {
        words.remove_prefix(std::min(words.find_first_not_of(kBlanks), words.size()));
        if (words.empty()) {
            return match;
        }
        const std::string_view word = words.substr(0, words.find_first_of(kBlanks));
        words.remove_prefix(word.size());
        match += match.empty() ? "\"" : " \"";
        for (const char letter : word) {
            match += letter;
            if (letter == '"') {
                match += '"'; // as FTS5 writes a quote inside quotes
            }
        }
        match += "\"*";
    }
}

} // namespace

JournalIndex::JournalIndex(Database& database) : database_(database) {
    sqlite3_update_hook(database_.handle_, row_changed, this);
}

JournalIndex::~JournalIndex() { sqlite3_update_hook(database_.handle_, nullptr, nullptr); }

// Another table's rows are of no matter: a new identification is also written into its find.
void JournalIndex::row_changed(void* self, int /*operation*/, const char* schema, const char* table, long long row) {
    if (std::string_view(table) == "observation" && std::string_view(schema) == "main") {
        static_cast<JournalIndex*>(self)->changed_.insert(row);
    }
}

Result<void> JournalIndex::build() {
    if (auto made = database_.run(kMake); !made) {
        return made;
    }
    auto finds = database_.prepare(kFinds);
    if (!finds) {
        return std::unexpected(finds.error());
    }
    for (;;) {
        const auto more = finds->step();
        if (!more) {
            return std::unexpected(more.error());
        }
        if (!*more) {
            return {};
        }
        if (auto kept = put(database_, *finds); !kept) {
            return kept;
        }
    }
}

Result<void> JournalIndex::read_again(std::int64_t find) {
    auto found = database_.prepare(std::string(kFinds) + " WHERE o.id = ?");
    if (!found) {
        return std::unexpected(found.error());
    }
    const auto there = found->bind(find).step();
    if (!there) {
        return std::unexpected(there.error());
    }
    return *there ? put(database_, *found) : database_.change("DELETE FROM temp.find_words WHERE rowid = ?", find);
}

Result<void> JournalIndex::bring_up_to_date() {
    if (!built_) {
        return build();
    }
    for (const std::int64_t find : changed_) {
        if (auto read = read_again(find); !read) {
            return read;
        }
    }
    return {};
}

Result<void> JournalIndex::find(const std::string& match) {
    if (auto emptied = database_.run("DELETE FROM temp.found"); !emptied) {
        return emptied;
    }
    return match.empty()
               ? database_.run("INSERT INTO temp.found SELECT id FROM main.observation")
               : database_.change("INSERT INTO temp.found SELECT rowid FROM temp.find_words WHERE find_words MATCH ?",
                                  match);
}

Result<void> JournalIndex::search(std::string_view words) {
    const std::string match = match_of(words);
    if (built_ && changed_.empty() && found_ == match) {
        return {};
    }
    const bool in_transaction = sqlite3_get_autocommit(database_.handle_) == 0;
    // One transaction of the temporary database for all rows; a savepoint, because one of ours may be open around it.
    if (auto begun = database_.run("SAVEPOINT find_words"); !begun) {
        return begun;
    }
    auto done = in_turn([&] { return bring_up_to_date(); }, [&] { return find(match); });
    const auto ended = database_.run(done ? "RELEASE find_words" : "ROLLBACK TO find_words; RELEASE find_words");
    found_.reset();
    if (done && ended && !in_transaction) {
        built_ = true;
        changed_.clear();
        found_ = match;
    }
    return done ? ended : done;
}

} // namespace hypha::storage

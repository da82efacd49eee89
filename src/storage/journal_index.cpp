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
    "DELETE FROM temp.find_words;";
constexpr std::string_view kMakeFound = "CREATE TABLE IF NOT EXISTS temp.found(id INTEGER PRIMARY KEY);";
// risk and answer are the places of their words in fungi::Risk and FindAnswer.
constexpr std::string_view kMakeFacts =
    "CREATE TABLE IF NOT EXISTS temp.find_facts(id INTEGER PRIMARY KEY, created_ms INTEGER, name TEXT, risk INTEGER, "
    "answer INTEGER, no_photo INTEGER);"
    "DELETE FROM temp.find_facts;";

constexpr std::string_view kFinds = "SELECT o.id, o.note, coalesce(i.name, '') FROM main.observation o "
                                    "LEFT JOIN main.identification i ON i.id = o.identification_id";

std::string place_of_risk(std::string_view risk) {
    return "CASE " + std::string(risk) +
           " WHEN 'deadly' THEN 3 WHEN 'deadly_lookalikes' THEN 2 WHEN 'poisonous' THEN 1 ELSE 0 END";
}

// Rows of temp.find_facts, of all finds that the journal shows; a person's name never softens what the model warned of (SAFETY 3).
std::string facts_of_finds() {
    return "INSERT INTO temp.find_facts SELECT o.id, o.created_ms, coalesce(i.name, ''), max(" +
           place_of_risk("i.risk") + ", CASE WHEN i.identified_by = 'person' THEN coalesce((SELECT " +
           place_of_risk("risk") +
           " FROM main.identification WHERE observation_id = o.id AND identified_by = 'model' ORDER BY "
           "created_ms DESC, id DESC LIMIT 1), 0) ELSE 0 END), CASE WHEN i.id IS NULL THEN 4 WHEN i.state = "
           "'not_mushroom' THEN 3 WHEN i.state = "
           "'unknown' THEN 2 WHEN i.identified_by = 'person' THEN 0 ELSE 1 END, NOT EXISTS (SELECT 1 FROM main.photo "
           "WHERE observation_id = o.id) FROM main.observation o LEFT JOIN main.identification i ON i.id = "
           "o.identification_id WHERE o.saved = 1 AND o.deleted_ms = 0";
}

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
        auto& index = *static_cast<JournalIndex*>(self);
        for (Part* part : {&index.words_, &index.facts_}) {
            if (part->built) {
                part->changed.insert(row);
            }
        }
    }
}

Result<void> JournalIndex::build_words() {
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

Result<void> JournalIndex::read_words(std::int64_t find) {
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

Result<void> JournalIndex::build_facts() {
    return in_turn([&] { return database_.run(kMakeFacts); }, [&] { return database_.run(facts_of_finds()); });
}

Result<void> JournalIndex::read_facts(std::int64_t find) {
    return in_turn([&] { return database_.change("DELETE FROM temp.find_facts WHERE id = ?", find); },
                   [&] { return database_.change(facts_of_finds() + " AND o.id = ?", find); });
}

Result<void> JournalIndex::bring_up_to_date(Part& part, Result<void> (JournalIndex::*build)(),
                                            Result<void> (JournalIndex::*read)(std::int64_t)) {
    if (!part.built) {
        return (this->*build)();
    }
    for (const std::int64_t find : part.changed) {
        if (auto read_again = (this->*read)(find); !read_again) {
            return read_again;
        }
    }
    return {};
}

Result<void> JournalIndex::find(const FindQuery& query, const std::string& match) {
    if (auto emptied = database_.run(std::string(kMakeFound) + "DELETE FROM temp.found"); !emptied) {
        return emptied;
    }
    if (match.empty() && !query.narrows()) {
        return database_.run("INSERT INTO temp.found SELECT id FROM main.observation");
    }
    if (!query.narrows()) {
        return database_.change("INSERT INTO temp.found SELECT rowid FROM temp.find_words WHERE find_words MATCH ?",
                                match);
    }
    std::string sql =
        "INSERT INTO temp.found SELECT id FROM temp.find_facts WHERE (?1 < 0 OR risk = ?1) AND (?2 < 0 OR "
        "answer = ?2 OR (?2 = 5 AND no_photo)) AND (?3 = '' OR name = ?3 OR substr(name, 1, length(?3) + "
        "1) = ?3 || ' ') AND (?5 = 0 OR (created_ms >= ?4 AND created_ms < ?5)) AND (?6 = ''";
    sql += match.empty() ? ")" : " OR id IN (SELECT rowid FROM temp.find_words WHERE find_words MATCH ?6))";
    return database_.change(sql, query.risk ? static_cast<std::int64_t>(*query.risk) : -1,
                            query.answer ? static_cast<std::int64_t>(*query.answer) : -1, query.name, query.from_ms,
                            query.until_ms, match);
}

Result<void> JournalIndex::search(const FindQuery& query) { return make(query, query.narrows()); }

Result<void> JournalIndex::search_with_facts(const FindQuery& query) { return make(query, true); }

Result<void> JournalIndex::make(const FindQuery& query, bool with_facts) {
    const std::string match = match_of(query.words);
    const bool with_words = !match.empty() || !with_facts;
    std::string asked = match;
    for (const std::int64_t part :
         {query.risk ? static_cast<std::int64_t>(*query.risk) : -1,
          query.answer ? static_cast<std::int64_t>(*query.answer) : -1, query.from_ms, query.until_ms}) {
        asked += '\n' + std::to_string(part);
    }
    asked += '\n';
    asked += query.name;
    const auto is_current = [](const Part& part) { return part.built && part.changed.empty(); };
    if ((!with_words || is_current(words_)) && (!with_facts || is_current(facts_)) && found_ == asked) {
        return {};
    }
    const bool in_transaction = sqlite3_get_autocommit(database_.handle_) == 0;
    // One transaction of the temporary database for all rows; a savepoint, because one of ours may be open around it.
    if (auto begun = database_.run("SAVEPOINT find_words"); !begun) {
        return begun;
    }
    auto done = in_turn(
        [&]() -> Result<void> {
            return with_words ? bring_up_to_date(words_, &JournalIndex::build_words, &JournalIndex::read_words)
                              : Result<void>{};
        },
        [&]() -> Result<void> {
            return with_facts ? bring_up_to_date(facts_, &JournalIndex::build_facts, &JournalIndex::read_facts)
                              : Result<void>{};
        },
        [&] { return find(query, match); });
    const auto ended = database_.run(done ? "RELEASE find_words" : "ROLLBACK TO find_words; RELEASE find_words");
    found_.reset();
    if (done && ended && !in_transaction) {
        for (Part* part : {with_words ? &words_ : nullptr, with_facts ? &facts_ : nullptr}) {
            if (part != nullptr) {
                part->built = true;
                part->changed.clear();
            }
        }
        found_ = asked;
    }
    return done ? ended : done;
}

} // namespace hypha::storage

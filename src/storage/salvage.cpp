// Two steps: the extension writes what it finds as it was (NAME.recovered: tables by name where the schema could be read, else
// lost_and_found with the number of fields of each row); then rows go one by one into tables of ours. One by one, because a
// STRICT table ends a whole INSERT … SELECT at the first value of a wrong kind. What syncing kept is not brought along: half of it
// would say wrong things of the other half, and it is made again from the journal and the edge.
#include "storage/salvage.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <sqlite3.h>
#include <sqlite3recover.h>

#include "storage/database.hpp"
#include "storage/database_checks.hpp"
#include "storage/in_turn.hpp"
#include "storage/log_frames.hpp"
#include "storage/migrations.hpp"
#include "storage/page_checksum.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/readable_copy.hpp"
#include "storage/slot_directory.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

std::string recovered_file(const DatabasePlace& place) { return place.name + ".recovered"; }

std::string readable_file(const DatabasePlace& place) { return place.name + ".readable"; }

Result<std::vector<std::string>> texts(Database& database, std::string_view sql, const std::string& value) {
    auto statement = database.prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    statement->bind(value);
    std::vector<std::string> out;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return out;
        }
        out.push_back(statement->text(0));
    }
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        out += (out.empty() ? "" : ", ") + part;
    }
    return out;
}

// Runs `insert`, which takes one row number of `source`, for each of its rows; a refused row is left out.
Result<void> copy_rows(Database& database, const std::string& source, const std::string& condition,
                       const std::string& insert) {
    auto rows = database.prepare("SELECT rowid FROM src." + source + condition);
    auto one = database.prepare(insert);
    if (!rows || !one) {
        return {}; // a table that did not survive
    }
    for (;;) {
        const auto more = rows->step();
        if (!more || !*more) {
            return {}; // what comes after an unreadable row is lost with it
        }
        if (const auto put = one->bind(rows->integer(0)).run(); !put && put.error().code == "storage_full") {
            return put;
        }
    }
}

Result<void> copy_table(Database& database, const std::string& table) {
    const auto columns = texts(database, "SELECT name FROM pragma_table_info(?, 'main') ORDER BY cid", table);
    const auto found = texts(database, "SELECT name FROM pragma_table_info(?, 'src') ORDER BY cid", table);
    const auto key =
        texts(database, "SELECT name FROM pragma_table_info(?, 'main') WHERE pk = 1 AND type = 'INTEGER'", table);
    for (const auto* read : {&columns, &found, &key}) {
        if (!*read) {
            return std::unexpected(read->error());
        }
    }
    std::vector<std::string> both, fields;
    for (std::size_t i = 0; i < columns->size(); ++i) {
        if (std::ranges::find(*found, (*columns)[i]) != found->end()) {
            both.push_back((*columns)[i]);
        }
        // The integer key of a table is not in the row's record but is its number.
        fields.push_back(!key->empty() && (*columns)[i] == key->front() ? "id" : "c" + std::to_string(i));
    }
    if (!both.empty()) {
        const std::string names = joined(both);
        auto by_name = table == "setting"
                           ? database.run("INSERT OR IGNORE INTO main.setting(key, value) SELECT key, value FROM "
                                          "src.setting WHERE typeof(key) = 'text' AND typeof(value) = 'text'")
                           : copy_rows(database, table, "",
                                       "INSERT INTO main." + table + "(" + names + ") SELECT " + names + " FROM src." +
                                           table + " WHERE rowid = ?");
        if (!by_name && by_name.error().code == "storage_full") {
            return by_name;
        }
    }
    return copy_rows(database, "lost_and_found", " WHERE nfield = " + std::to_string(columns->size()),
                     "INSERT INTO main." + table + "(" + joined(*columns) + ") SELECT " + joined(fields) +
                         " FROM src.lost_and_found WHERE rowid = ?");
}

Result<void> copy_all(Database& database, const std::string& recovered) {
    auto transaction = [&]() -> Result<Transaction> {
        if (auto attached = database.change("ATTACH ? AS src", recovered); !attached) {
            return std::unexpected(attached.error());
        }
        return Transaction::begin(database);
    }();
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    const auto tables =
        texts(database,
              "SELECT name FROM main.sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite%' AND name NOT LIKE "
              "'sync\\_%' ESCAPE '\\'",
              "table");
    if (!tables) {
        return std::unexpected(tables.error());
    }
    for (const std::string& table : *tables) {
        if (auto copied = copy_table(database, table); !copied) {
            return copied;
        }
    }
    return in_turn([&] { return transaction->commit(); }, [&] { return database.run("DETACH src"); });
}

std::int64_t damaged_pages(const DatabasePlace& place, const std::string& file) {
    ports::PoolFile& pool = place.pool->pool();
    const int slot = place.pool->slot_of(file);
    std::vector<std::byte> page(100);
    if (pool.read(slot, page, kSlotHeadBytes) != std::ssize(page)) {
        return 0;
    }
    const int page_bytes = checksummed_page_bytes(page);
    if (page_bytes < 512) {
        return page_bytes < 0 ? 1 : 0;
    }
    page.resize(static_cast<std::size_t>(page_bytes));
    std::int64_t damaged = log_is_rotten(place, file) == Result<bool>(true) ? 1 : 0;
    for (std::int64_t at = kSlotHeadBytes; pool.read(slot, page, at) == std::ssize(page); at += page_bytes) {
        damaged += page_is_sound(page) ? 0 : 1;
    }
    return damaged;
}

Result<void> recover(sqlite3* damaged, const std::string& uri) {
    sqlite3_recover* recovery = sqlite3_recover_init(damaged, "main", uri.c_str());
    if (recovery == nullptr) {
        return failure("out_of_memory");
    }
    std::array<char, 15> lost{"lost_and_found"};
    sqlite3_recover_config(recovery, SQLITE_RECOVER_LOST_AND_FOUND, lost.data());
    const int code = sqlite3_recover_run(recovery);
    const char* said = sqlite3_recover_errmsg(recovery);
    Error error = error_of(nullptr, code);
    error.detail = said == nullptr ? error.detail : said;
    sqlite3_recover_finish(recovery);
    if (code == SQLITE_OK) {
        return {};
    }
    return std::unexpected(error.code == "storage_full" ? error : Error{"database_corrupt", error.detail});
}

bool has_finds(const Result<DatabaseFacts>& facts) { return facts && facts->finds > 0; }

} // namespace

Result<Salvaged> salvage(const DatabasePlace& place, const std::string& damaged_file) {
    if (place.kind != DatabasePlace::Kind::pool || !place.pool->exists(damaged_file)) {
        return failure("not_found", damaged_file);
    }
    // Makes salvaged_file anew; nothing is left of one that fails.
    const auto attempt = [&](ReadAs how) -> Result<DatabaseFacts> {
        const std::string recovered = recovered_file(place), result = salvaged_file(place);
        auto made = in_turn([&] { return remove_file(place, recovered); }, [&] { return remove_file(place, result); });
        if (!made) {
            return std::unexpected(made.error());
        }
        place.pool->verify_checksums(false);
        made = [&]() -> Result<void> {
            const auto file = file_to_read(place, damaged_file, readable_file(place), how);
            if (!file) {
                return std::unexpected(file.error());
            }
            auto damaged = Database::connect(DatabasePlace::in_pool(*place.pool, *file), SQLITE_OPEN_READONLY);
            if (!damaged) {
                return std::unexpected(damaged.error());
            }
            return recover((*damaged)->handle_, "file:" + recovered + "?checksums=0&vfs=" + place.pool->name());
        }();
        place.pool->verify_checksums(true);
        (void)remove_file(place, readable_file(place));
        if (made) {
            made = [&]() -> Result<void> {
                auto fresh = Database::open_draft(DatabasePlace::in_pool(*place.pool, result));
                if (!fresh) {
                    return std::unexpected(fresh.error());
                }
                return in_turn([&] { return settle(**fresh); }, [&] { return migrate(**fresh); },
                               [&] { return copy_all(**fresh, recovered); });
            }();
        }
        (void)remove_file(place, recovered);
        auto facts = made ? facts_of(place, result) : std::unexpected(made.error());
        if (!facts) {
            (void)remove_file(place, result);
        }
        return facts;
    };
    auto facts = attempt(ReadAs::whole);
    const bool is_full = !facts && facts.error().code == "storage_full";
    if (!has_finds(facts) && !is_full) {
        facts = attempt(ReadAs::rows);
        if (!has_finds(facts)) {
            facts = attempt(ReadAs::whole); // neither has any: what else there is
        }
    }
    if (!facts) {
        return std::unexpected(facts.error());
    }
    return Salvaged{facts->finds, facts->photos, facts->identifications, damaged_pages(place, damaged_file)};
}

} // namespace hypha::storage

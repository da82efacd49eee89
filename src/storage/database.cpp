// Opening goes from questions that change nothing (version, integrity) to those that do (WAL mode, migration).
// quick_check reads every page: a damaged structure is found here, not in the middle of somebody's evening. What it cannot
// see is a changed value inside a well-formed row. I/O errors and full disks are never taken for damage.
#include "storage/database.hpp"

#include <sqlite3.h>

#include "storage/in_turn.hpp"
#include "storage/migrations.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/set_aside.hpp"

namespace hypha::storage {
namespace {

constexpr std::int64_t kHyphaApplicationId = 1215909992; // "Hyph"
constexpr const char* kLogSuffix = "-wal";

Result<std::string> first_text(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->step();
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row ? statement->text(0) : std::string();
}

Result<void> check_integrity(Database& database) {
    const auto answer = first_text(database, "PRAGMA quick_check(1)");
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (*answer != "ok") {
        return failure("database_corrupt", *answer);
    }
    return {};
}

// A file that another program made is left alone. A new file has no id and no schema yet.
Result<void> check_maker(Database& database) {
    const auto id = first_text(database, "PRAGMA application_id");
    const auto tables = id ? first_text(database, "SELECT count(*) FROM sqlite_schema") : id;
    if (!tables) {
        return std::unexpected(tables.error());
    }
    if (*id != std::to_string(kHyphaApplicationId) && (*id != "0" || *tables != "0")) {
        return failure("storage_unavailable", "the file is another program's database");
    }
    return {};
}

Result<void> check_version(Database& database) {
    const auto version = stored_version(database);
    if (!version) {
        return std::unexpected(version.error());
    }
    if (*version > schema_version()) {
        return failure("newer_database",
                       "schema " + std::to_string(*version) + ", known up to " + std::to_string(schema_version()));
    }
    return {};
}

Result<void> check(Database& database) {
    return in_turn([&] { return check_version(database); }, [&] { return check_integrity(database); },
                   [&] { return check_maker(database); });
}

Result<void> settle(Database& database) {
    if (auto set = database.run("PRAGMA page_size = 16384"); !set) {
        return set;
    }
    const auto mode = first_text(database, "PRAGMA journal_mode = WAL");
    if (!mode) {
        return std::unexpected(mode.error());
    }
    if (database.durable() && *mode != "wal") {
        return failure("storage_unavailable", "journal mode " + *mode);
    }
    // 256 pages: a checkpoint at 4 MiB keeps the log small where space is counted.
    return database.run("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256; PRAGMA cache_size = -8192;");
}

void leave_log_alone(sqlite3* handle, bool leave) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, nullptr);
}

std::int64_t failed_calls(const DatabasePlace& place) {
    return place.kind == DatabasePlace::Kind::pool ? place.pool->failed_calls() : 0;
}

bool has_log(const DatabasePlace& place) {
    return place.kind == DatabasePlace::Kind::pool && place.pool->exists(place.name + kLogSuffix);
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const DatabasePlace& place) {
    if (auto finished = finish_setting_aside(place); !finished) {
        return std::unexpected(finished.error());
    }
    const bool memory = place.kind == DatabasePlace::Kind::memory;
    const bool had_log = has_log(place);
    const std::int64_t failed_before = failed_calls(place);
    const char* vfs = place.kind == DatabasePlace::Kind::pool ? place.pool->name() : nullptr;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(memory ? ":memory:" : place.name.c_str(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, vfs);
    std::unique_ptr<Database> database(new Database(place, handle));
    if (code != SQLITE_OK) {
        return std::unexpected(error_of(handle, code));
    }
    // Until the file is known to be sound and ours, closing must not touch it.
    leave_log_alone(handle, true);
    // Exclusive before the first read: without shared memory the WAL's index lives on the heap.
    const auto set_exclusive = [&] { return database->run("PRAGMA locking_mode = EXCLUSIVE"); };
    auto ready = in_turn(set_exclusive, [&] { return check(*database); });
    if (ready) {
        leave_log_alone(handle, false);
        ready = in_turn([&] { return settle(*database); }, [&] { return migrate(*database); });
    }
    if (ready) {
        return database;
    }
    leave_log_alone(handle, true);
    database.reset();
    if (!had_log && has_log(place)) {
        (void)place.pool->remove(
            place.name + kLogSuffix); // SQLite made it, empty, to read the file; the next open would remove it too
    }
    if (ready.error().code != "database_corrupt") {
        return std::unexpected(ready.error());
    }
    if (failed_calls(place) != failed_before) {
        return failure("storage_unavailable", "reading failed: " + ready.error().detail);
    }
    const auto name = set_aside(place);
    return std::unexpected(name ? Error{"database_corrupt", *name} : name.error());
}

Database::~Database() { sqlite3_close_v2(handle_); }

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &raw, &tail);
    Statement statement(raw);
    if (code != SQLITE_OK) {
        return std::unexpected(error_of(handle_, code));
    }
    const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    if (raw == nullptr || rest.find_first_not_of(" \n\t;") != std::string_view::npos) {
        return failure("sql_failed", "not one statement: " + std::string(sql));
    }
    // SQLite undid the transaction by itself (no space, I/O): what would still be written now would stand alone.
    if (open_transactions_ > 0 && sqlite3_get_autocommit(handle_) != 0 && sqlite3_stmt_readonly(raw) == 0) {
        return failure("storage_unavailable", "the transaction was undone");
    }
    return statement;
}

Result<void> Database::run(std::string_view sql) {
    const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return std::unexpected(error_of(handle_, code));
    }
    return {};
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }

std::int64_t Database::changed_rows() const { return sqlite3_changes64(handle_); }

std::vector<std::string> Database::set_aside_names() const { return names_set_aside(place_); }

} // namespace hypha::storage

// Opening goes from questions that change nothing (version, integrity, maker) to those that do (WAL mode, checksums, migration).
// The check reads every page and verifies its checksum: a flipped bit anywhere is found here, not in the middle of somebody's
// evening. After a crash, when a log is left, SQLite's own check of all trees runs. I/O errors and full disks are never taken for damage.
#include "storage/database.hpp"

#include <algorithm>

#include <sqlite3.h>

#include "storage/copied_bytes.hpp"
#include "storage/database_checks.hpp"
#include "storage/in_turn.hpp"
#include "storage/migrations.hpp"
#include "storage/page_checksum.hpp"
#include "storage/place_files.hpp"
#include "storage/pool_vfs.hpp"
#include "storage/set_aside.hpp"
#include "storage/snapshot.hpp"
#include "storage/sql_trial.hpp"

namespace hypha::storage {
namespace {

constexpr int kReadWrite = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

void leave_log_alone(sqlite3* handle, bool leave) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, nullptr);
}

std::int64_t failed_calls(const DatabasePlace& place) {
    return place.kind == DatabasePlace::Kind::pool ? place.pool->failed_calls() : 0;
}

bool has_log(const DatabasePlace& place) {
    return place.kind == DatabasePlace::Kind::pool && place.pool->exists(place.name + kLogSuffix);
}

// SQLite makes a log, empty, to read a file that has none.
void drop_new_log(const DatabasePlace& place, bool had_log) {
    if (!had_log && has_log(place)) {
        (void)place.pool->remove(place.name + kLogSuffix); // the next open would remove it too
    }
}

} // namespace

Result<std::unique_ptr<Database>> Database::connect(const DatabasePlace& place, int flags) {
    const bool memory = place.kind == DatabasePlace::Kind::memory;
    const bool pool = place.kind == DatabasePlace::Kind::pool;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(memory ? ":memory:" : place.name.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE,
                                     pool ? place.pool->name() : nullptr);
    std::unique_ptr<Database> database(new Database(place, handle, (flags & SQLITE_OPEN_READONLY) != 0));
    if (code != SQLITE_OK) {
        return std::unexpected(error_of(handle, code));
    }
    if (pool) {
        int reserved = kChecksumBytes; // of a new file, and of an older one when it is vacuumed
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    }
    if (database->read_only_) {
        leave_log_alone(handle, true);
    }
    return database;
}

Result<void> Database::make_ready() {
    return in_turn([&] { return add_checksums(*this); }, [&] { return settle(*this); },
                   [&] { return keep_before_migration(*this); }, [&] { return migrate(*this); });
}

Result<std::unique_ptr<Database>> Database::open(const DatabasePlace& place) {
    auto finished = in_turn([&] { return finish_adopting(place); }, [&] { return finish_snapshot(place); },
                            [&] { return finish_setting_aside(place); });
    if (!finished) {
        return std::unexpected(finished.error());
    }
    const bool had_log = has_log(place);
    const std::int64_t failed_before = failed_calls(place);
    auto opened = connect(place, kReadWrite);
    if (!opened) {
        return opened;
    }
    std::unique_ptr<Database> database = *std::move(opened);
    // Until the file is known to be sound and ours, closing must not touch it.
    leave_log_alone(database->handle_, true);
    auto ready = check(*database, false);
    if (ready) {
        leave_log_alone(database->handle_, false);
        ready = database->make_ready();
    }
    if (ready) {
        return database;
    }
    leave_log_alone(database->handle_, true);
    database.reset();
    drop_new_log(place, had_log);
    if (ready.error().code != "database_corrupt") {
        return std::unexpected(ready.error());
    }
    if (failed_calls(place) != failed_before) {
        return failure("storage_unavailable", "reading failed: " + ready.error().detail);
    }
    const auto name = set_aside(place);
    return std::unexpected(name ? Error{"database_corrupt", *name} : name.error());
}

Result<std::unique_ptr<Database>> Database::open_reader(const Database& owner) {
    if (owner.place_.kind != DatabasePlace::Kind::memory) {
        return connect(owner.place_, SQLITE_OPEN_READONLY);
    }
    sqlite3_int64 size = 0;
    unsigned char* copy = sqlite3_serialize(owner.handle_, "main", &size, 0);
    return connect_to_bytes(copy, size);
}

Result<std::unique_ptr<Database>> Database::open_checked(const DatabasePlace& place) {
    const std::int64_t failed_before = failed_calls(place);
    const bool had_log = has_log(place);
    auto database = connect(place, SQLITE_OPEN_READONLY);
    auto sound = database ? check(**database, true) : std::unexpected(database.error());
    if (sound) {
        return database;
    }
    database = std::unexpected(sound.error());
    drop_new_log(place, had_log);
    const bool unreadable = sound.error().code == "database_corrupt" && failed_calls(place) != failed_before;
    return std::unexpected(unreadable ? Error{"storage_unavailable", sound.error().detail} : sound.error());
}

Result<std::unique_ptr<Database>> Database::open_newer(const DatabasePlace& place) {
    auto database = connect(place, SQLITE_OPEN_READONLY);
    if (!database) {
        return database;
    }
    auto sound = in_turn([&] { return check_maker(**database); }, [&] { return check_integrity(**database); });
    return sound ? std::move(database) : std::unexpected(sound.error());
}

Result<std::unique_ptr<Database>> Database::open_draft(const DatabasePlace& place) {
    return connect(place, kReadWrite);
}

Result<std::unique_ptr<Database>> Database::open_foreign(const DatabasePlace& place) {
    return connect(place, kReadWrite);
}

Result<std::unique_ptr<Database>> Database::open_copy(std::span<const std::byte> bytes) {
    auto copy = copied_bytes(bytes);
    if (!copy) {
        return std::unexpected(copy.error());
    }
    auto database = connect_to_bytes(*copy, std::ssize(bytes));
    if (!database) {
        return database;
    }
    auto sound = check_integrity(**database);
    return sound ? std::move(database) : std::unexpected(sound.error());
}

// Takes the bytes, which sqlite3_malloc made, whatever happens.
Result<std::unique_ptr<Database>> Database::connect_to_bytes(unsigned char* owned, std::int64_t size) {
    if (owned == nullptr) {
        return failure("out_of_memory", "no room for a copy of " + std::to_string(size) + " bytes");
    }
    auto database = connect(DatabasePlace::in_memory(), kReadWrite);
    if (!database) {
        sqlite3_free(owned);
        return database;
    }
    const int code = sqlite3_deserialize((*database)->handle_, "main", owned, size, size,
                                         SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE);
    if (code != SQLITE_OK) {
        return std::unexpected(error_of((*database)->handle_, code));
    }
    (*database)->read_only_ = true;
    return database;
}

Database::~Database() {
    end_trial();
    sqlite3_close_v2(handle_);
}

void Database::end_trial() {
    if (trial_ != nullptr) {
        trial_->undo();
    }
}

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
    if (!statement.changes_nothing()) {
        end_trial();
    }
    // SQLite undid the transaction by itself (no space, I/O): what would still be written now would stand alone.
    if (open_transactions_ > 0 && sqlite3_get_autocommit(handle_) != 0 && sqlite3_stmt_readonly(raw) == 0) {
        return failure("storage_unavailable", "the transaction was undone");
    }
    return statement;
}

Result<void> Database::run(std::string_view sql) {
    end_trial();
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

// One open SQLite database: WAL, 16 KiB pages with checksums, synchronous FULL, so that a committed transaction survives a crash.
// open() refuses a database made by a newer app (newer_database, file untouched), sets a damaged one aside under a name and
// says so (database_corrupt, Error::detail is that name; the next open() starts a new one), migrates an older one after it has
// kept a copy of it (snapshot). It is the one owner; open_reader() reads beside it, the other ways in read what is not ours to change.
// Not for use from two threads. Tables keep a reference: the Database must outlive them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"
#include "storage/statement.hpp"

struct sqlite3;

namespace hypha::storage {

struct Salvaged;
class SqlTrial;

class Database {
public:
    static Result<std::unique_ptr<Database>> open(const DatabasePlace& place);
    // A second connection on the owner's place: sees what is committed, is in nobody's way, answers read_only to a write. Close it
    // before the owner. Of a database in memory it is a copy, as it was when the reader was opened.
    static Result<std::unique_ptr<Database>> open_reader(const Database& owner);
    // Read only, after open()'s questions, with their answers: newer_database, database_corrupt, storage_unavailable. Changes nothing.
    static Result<std::unique_ptr<Database>> open_checked(const DatabasePlace& place);
    // A newer app's database: read only, not migrated. What is new in it is not understood.
    static Result<std::unique_ptr<Database>> open_newer(const DatabasePlace& place);
    // Anybody's file, as a copy in memory, read only: not_a_database, too_large (over kMostCopyBytes), database_corrupt.
    static Result<std::unique_ptr<Database>> open_copy(std::span<const std::byte> bytes);
    // To write a copy that is being made: no questions, no migration, nothing set aside. A crash may leave anything in it.
    static Result<std::unique_ptr<Database>> open_draft(const DatabasePlace& place);
    // A database of another schema than the journal's (the edge's): nothing asked, migrated or set aside, which is the caller's to do.
    static Result<std::unique_ptr<Database>> open_foreign(const DatabasePlace& place);
    static constexpr std::size_t kMostCopyBytes = 256U << 20U;
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // `sql` is one statement; more text after it is sql_failed.
    Result<Statement> prepare(std::string_view sql);
    // Runs every statement in `sql`, without parameters.
    Result<void> run(std::string_view sql);
    // Runs one statement that changes rows, with its parameters.
    template <typename... Values> Result<void> change(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        if (!statement) {
            return std::unexpected(statement.error());
        }
        return statement->run_with(values...);
    }

    [[nodiscard]] std::int64_t last_insert_id() const;
    [[nodiscard]] std::int64_t changed_rows() const;
    // False for a database in memory: nothing will be kept.
    [[nodiscard]] bool durable() const { return place_.kind != DatabasePlace::Kind::memory; }
    [[nodiscard]] bool read_only() const { return read_only_; }
    [[nodiscard]] const DatabasePlace& place() const { return place_; }
    // Damaged databases that were set aside here, oldest first. They stay until someone removes them.
    [[nodiscard]] std::vector<std::string> set_aside_names() const;

private:
    friend class JournalIndex;
    friend class SqlGuard;
    friend class SqlTrial;
    friend class Transaction;
    friend Result<Salvaged> salvage(const DatabasePlace& place, const std::string& damaged_file);
    Database(DatabasePlace place, sqlite3* handle, bool read_only)
        : place_(std::move(place)), handle_(handle), read_only_(read_only) {}
    static Result<std::unique_ptr<Database>> connect(const DatabasePlace& place, int flags);
    static Result<std::unique_ptr<Database>> connect_to_bytes(unsigned char* owned, std::int64_t size);
    Result<void> make_ready();
    void end_trial();

    DatabasePlace place_;
    sqlite3* handle_ = nullptr;
    bool read_only_ = false;
    int open_transactions_ = 0;
    SqlTrial* trial_ = nullptr; // a person's changes that are not kept yet; a write of ours ends it
};

} // namespace hypha::storage

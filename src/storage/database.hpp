// One open SQLite database: WAL, exclusive, 16 KiB pages, synchronous FULL, so that a committed transaction survives a crash.
// open() refuses a database made by a newer app (newer_database, file untouched), sets a damaged one aside under a name and
// says so (database_corrupt, Error::detail is that name; the next open() starts a new one), migrates an older one.
// Not for use from two threads. Tables keep a reference: the Database must outlive them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "storage/database_place.hpp"
#include "storage/statement.hpp"

struct sqlite3;

namespace hypha::storage {

class Database {
public:
    static Result<std::unique_ptr<Database>> open(const DatabasePlace& place);
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
        return statement->bind(values...).run();
    }

    [[nodiscard]] std::int64_t last_insert_id() const;
    [[nodiscard]] std::int64_t changed_rows() const;
    // False for a database in memory: nothing will be kept.
    [[nodiscard]] bool durable() const { return place_.kind != DatabasePlace::Kind::memory; }
    [[nodiscard]] const DatabasePlace& place() const { return place_; }
    // Damaged databases that were set aside here, oldest first. They stay until someone removes them.
    [[nodiscard]] std::vector<std::string> set_aside_names() const;

private:
    friend class Transaction;
    Database(DatabasePlace place, sqlite3* handle) : place_(std::move(place)), handle_(handle) {}

    DatabasePlace place_;
    sqlite3* handle_ = nullptr;
    int open_transactions_ = 0;
};

} // namespace hypha::storage

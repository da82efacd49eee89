// Changes that a person made by hand and has not decided on: they stand in one open transaction of the owner's connection until
// keep() or undo(). Nothing of the program's own can slip into it and be undone with it: the first write that the program itself
// makes through the Database ends the trial (lost), and so does a Database that closes. Then everything is as it was before.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/error.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {

class Database;

class SqlTrial {
public:
    // storage_unavailable while a transaction is open already.
    static Result<std::unique_ptr<SqlTrial>> begin(Database& database);
    // Undoes what was not kept.
    ~SqlTrial();
    SqlTrial(const SqlTrial&) = delete;
    SqlTrial& operator=(const SqlTrial&) = delete;

    // For good. A failure leaves everything undone.
    Result<void> keep();
    void undo();
    // False once it was kept or undone, by whomever; also when SQLite itself gave the transaction up.
    [[nodiscard]] bool open() const;
    // To be called after each statement: rows that it inserted, updated or deleted itself. What triggers wrote on the way is not counted.
    std::int64_t count_rows();
    // The sum of them.
    [[nodiscard]] std::int64_t changed_rows() const { return changed_rows_; }

private:
    SqlTrial(Database& database, Transaction transaction);

    Database& database_;
    std::optional<Transaction> transaction_;
    std::int64_t total_before_; // SQLite's, at the last count
    std::int64_t changed_rows_ = 0;
};

} // namespace hypha::storage

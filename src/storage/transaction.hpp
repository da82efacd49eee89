// All of it or nothing: what happens between begin() and commit() is kept whole, or undone when the Transaction ends without
// a commit. Transactions nest (an inner one is a savepoint): table functions may be called inside one that is open already.
#pragma once

#include "core/base/error.hpp"

namespace hypha::storage {

class Database;

class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    // Rolls back unless committed.
    ~Transaction();

    // After a failed commit the Transaction is rolled back: the previous state stands.
    Result<void> commit();

private:
    Transaction(Database& database, int depth) : database_(&database), depth_(depth) {}
    void roll_back();

    Database* database_; // null once it ended
    int depth_;          // 1 is the outermost
};

} // namespace hypha::storage

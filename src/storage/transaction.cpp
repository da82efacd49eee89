// SQLite undoes a whole transaction by itself on some errors (no space, I/O). A savepoint inside it is then gone too; commit()
// sees that by the autocommit flag and fails, so that nothing is called kept that was undone.
#include "storage/transaction.hpp"

#include <string>

#include <sqlite3.h>

#include "storage/database.hpp"

namespace hypha::storage {
namespace {

std::string savepoint(int depth) { return "level_" + std::to_string(depth); }

} // namespace

Result<Transaction> Transaction::begin(Database& database) {
    database.end_trial(); // nothing of ours nests in it
    const int depth = database.open_transactions_ + 1;
    if (depth > 1 && sqlite3_get_autocommit(database.handle_) != 0) {
        return failure("storage_unavailable", "the outer transaction was undone");
    }
    auto begun = database.run(depth == 1 ? "BEGIN IMMEDIATE" : "SAVEPOINT " + savepoint(depth));
    if (!begun) {
        return std::unexpected(begun.error());
    }
    database.open_transactions_ = depth;
    return Transaction(database, depth);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(other.database_), depth_(other.depth_) {
    other.database_ = nullptr;
}

Transaction::~Transaction() { roll_back(); }

void Transaction::roll_back() {
    if (database_ == nullptr) {
        return;
    }
    // Already undone by SQLite when autocommit is on; a failing rollback leaves nothing more that could be done here.
    if (sqlite3_get_autocommit(database_->handle_) == 0) {
        if (depth_ == 1) {
            (void)database_->run("ROLLBACK");
        } else {
            (void)database_->run("ROLLBACK TO " + savepoint(depth_));
            (void)database_->run("RELEASE " + savepoint(depth_));
        }
    }
    database_->open_transactions_ = depth_ - 1;
    database_ = nullptr;
}

Result<void> Transaction::commit() {
    if (database_ == nullptr) {
        return failure("sql_failed", "the transaction has ended already");
    }
    if (sqlite3_get_autocommit(database_->handle_) != 0) {
        roll_back();
        return failure("storage_unavailable", "the transaction was undone");
    }
    auto done = database_->run(depth_ == 1 ? "COMMIT" : "RELEASE " + savepoint(depth_));
    if (!done) {
        roll_back();
        return done;
    }
    database_->open_transactions_ = depth_ - 1;
    database_ = nullptr;
    return {};
}

} // namespace hypha::storage

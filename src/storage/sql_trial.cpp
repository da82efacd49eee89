#include "storage/sql_trial.hpp"

#include <memory>
#include <utility>

#include <sqlite3.h>

#include "storage/database.hpp"

namespace hypha::storage {

Result<std::unique_ptr<SqlTrial>> SqlTrial::begin(Database& database) {
    if (database.open_transactions_ > 0) {
        return failure("storage_unavailable", "a transaction is open");
    }
    auto transaction = Transaction::begin(database);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    return std::unique_ptr<SqlTrial>(new SqlTrial(database, *std::move(transaction)));
}

SqlTrial::SqlTrial(Database& database, Transaction transaction)
    : database_(database),
      transaction_(std::move(transaction)),
      total_before_(sqlite3_total_changes64(database.handle_)) {
    database_.trial_ = this;
}

SqlTrial::~SqlTrial() { undo(); }

bool SqlTrial::open() const { return transaction_.has_value() && sqlite3_get_autocommit(database_.handle_) == 0; }

// A statement that changes no row leaves SQLite's number of the one before it.
std::int64_t SqlTrial::count_rows() {
    const std::int64_t total = sqlite3_total_changes64(database_.handle_);
    const std::int64_t changed = total == total_before_ ? 0 : sqlite3_changes64(database_.handle_);
    total_before_ = total;
    changed_rows_ += changed;
    return changed;
}

Result<void> SqlTrial::keep() {
    if (!transaction_) {
        return failure("not_found", "nothing is waiting");
    }
    database_.trial_ = nullptr; // its own commit is no foreign write
    auto kept = transaction_->commit();
    transaction_.reset();
    return kept;
}

void SqlTrial::undo() {
    if (transaction_) {
        database_.trial_ = nullptr;
        transaction_.reset();
    }
}

} // namespace hypha::storage

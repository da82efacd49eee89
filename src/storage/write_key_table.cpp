#include "storage/write_key_table.hpp"

#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

// Walks the oldest few rows only: the work of one add() does not grow with the table, and two go for each that comes.
constexpr std::string_view kPrune =
    "DELETE FROM write_key WHERE id IN (SELECT id FROM write_key ORDER BY id LIMIT 2) AND "
    "(id <= (SELECT max(id) FROM write_key) - ?1 OR (id <= (SELECT max(id) FROM write_key) - ?2 AND done_ms < ?3))";

} // namespace

Result<bool> WriteKeyTable::contains(const std::string& key) {
    const auto found = one_row(database_, read_integer, "SELECT count(*) FROM write_key WHERE key = ?", key);
    if (!found) {
        return std::unexpected(found.error());
    }
    return *found > 0;
}

Result<void> WriteKeyTable::add(const std::string& key, std::int64_t now_ms) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    return in_turn(
        [&] {
            return database_.change("INSERT INTO write_key(key, done_ms) VALUES(?, ?) ON CONFLICT(key) DO NOTHING", key,
                                    now_ms);
        },
        [&] { return database_.change(kPrune, kMost, kAlwaysKept, now_ms - kKept_ms); },
        [&] { return transaction->commit(); });
}

Result<std::int64_t> WriteKeyTable::count() {
    return one_row(database_, read_integer, "SELECT count(*) FROM write_key");
}

} // namespace hypha::storage

#include "storage/byte_ledger.hpp"

#include "storage/in_turn.hpp"
#include "storage/query.hpp"
#include "storage/transaction.hpp"

namespace hypha::storage {
namespace {

Result<LedgerRow> read(const Statement& row) {
    return LedgerRow{row.integer(0), taste::received_kind(row.text(1)).value_or(taste::ReceivedKind::lists),
                     row.text(2), row.integer(3), row.integer(4)};
}

} // namespace

Result<void> ByteLedger::add(std::int64_t day, taste::ReceivedKind kind, const std::string& source,
                             std::int64_t bytes) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    return in_turn(
        [&] {
            return database_.change(
                "INSERT INTO news_transfer(day, kind, source, bytes, answers) VALUES(?, ?, ?, ?, 1) "
                "ON CONFLICT(day, kind, source) DO UPDATE SET bytes = bytes + excluded.bytes, "
                "answers = answers + 1",
                day, std::string(taste::name_of(kind)), source, bytes);
        },
        [&] { return database_.change("DELETE FROM news_transfer WHERE day < ?", day - kKeptDays); },
        [&] { return transaction->commit(); });
}

Result<std::int64_t> ByteLedger::spent(std::int64_t day) {
    return one_row(database_, read_integer,
                   "SELECT coalesce(sum(bytes), 0) FROM news_transfer WHERE day = ? AND kind <> 'app'", day);
}

Result<std::vector<LedgerRow>> ByteLedger::since(std::int64_t day) {
    return all_rows(
        database_, read,
        "SELECT day, kind, source, bytes, answers FROM news_transfer WHERE day >= ? AND kind IN ('lists', 'texts', "
        "'pages', 'app', 'pictures') ORDER BY day DESC, bytes DESC",
        day);
}

} // namespace hypha::storage

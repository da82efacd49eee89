// Accounts in the embedded store. See account_store.hpp.
#include "edge/store/sqlite_edge_store.hpp"

#include <algorithm>

#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {

using storage::Statement;

namespace {

template <std::size_t N> bool take(std::string_view bytes, std::array<std::uint8_t, N>& into) {
    if (bytes.size() != N) {
        return false;
    }
    std::ranges::copy(bytes, into.begin());
    return true;
}

std::optional<std::span<const std::byte>> bytes_or_null(const std::optional<TokenHash>& hash) {
    return hash ? std::optional(bytes_of(*hash)) : std::nullopt;
}

bool take_or_null(const Statement& row, int column, std::optional<TokenHash>& into) {
    return row.is_null(column) || take(view_of(row.blob(column)), into.emplace());
}

Result<AccountRow> read_account(const Statement& row) {
    AccountRow account;
    if (!take(view_of(row.blob(0)), account.key) || !take_or_null(row, 3, account.ticket)) {
        return failure("database_corrupt", "an account's key");
    }
    account.added_ms = row.integer(1);
    account.words_open = row.integer(2) != 0;
    account.ticket_until_ms = row.integer(4);
    return account;
}

Result<DeviceRow> read_device(const Statement& row) {
    DeviceRow device;
    if (!take(view_of(row.blob(0)), device.key) || !take(view_of(row.blob(5)), device.token) ||
        !take_or_null(row, 6, device.previous)) {
        return failure("database_corrupt", "a device's key");
    }
    device.name = view_of(row.blob(1));
    device.added_ms = row.integer(2);
    device.seen_ms = row.integer(3);
    device.revoked_ms = row.integer(4);
    device.rotated_ms = row.integer(7);
    device.expires_ms = row.integer(8);
    return device;
}

Result<std::int64_t> read_number(const Statement& row) { return row.integer(0); }

} // namespace

Result<std::optional<AccountRow>> SqliteEdgeStore::account() {
    return rows_.one("SELECT key, added_ms, words_open, ticket, ticket_until_ms FROM account WHERE stream = ?",
                     read_account, bytes_of(stream_.value));
}

Result<void> SqliteEdgeStore::put_account(const AccountRow& row) {
    return rows_.change("INSERT OR REPLACE INTO account(stream, key, added_ms, words_open, ticket, ticket_until_ms) "
                        "VALUES(?, ?, ?, ?, ?, ?)",
                        bytes_of(stream_.value), bytes_of(row.key), row.added_ms, row.words_open,
                        bytes_or_null(row.ticket), row.ticket_until_ms);
}

Result<std::vector<DeviceRow>> SqliteEdgeStore::devices() {
    return rows_.all("SELECT key, name, added_ms, seen_ms, revoked_ms, token, previous, rotated_ms, expires_ms "
                     "FROM device WHERE stream = ? ORDER BY added_ms, key",
                     read_device, bytes_of(stream_.value));
}

Result<void> SqliteEdgeStore::put_device(const DeviceRow& row) {
    return rows_.change("INSERT OR REPLACE INTO device(stream, key, name, added_ms, seen_ms, revoked_ms, token, "
                        "previous, rotated_ms, expires_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        bytes_of(stream_.value), bytes_of(row.key), bytes_of(row.name), row.added_ms, row.seen_ms,
                        row.revoked_ms, bytes_of(row.token), bytes_or_null(row.previous), row.rotated_ms,
                        row.expires_ms);
}

Result<void> SqliteEdgeStore::drop_device(const sync::account::Key& key) {
    return rows_.change("DELETE FROM device WHERE stream = ? AND key = ?", bytes_of(stream_.value), bytes_of(key));
}

Result<bool> SqliteEdgeStore::use_challenge(std::string_view challenge, std::int64_t ends_ms, std::int64_t now_ms) {
    HYPHA_SYNC_TRY(
        rows_.change("DELETE FROM challenge WHERE stream = ? AND ends_ms < ?", bytes_of(stream_.value), now_ms));
    const auto used = rows_.one("SELECT 1 FROM challenge WHERE stream = ? AND challenge = ?", read_number,
                                bytes_of(stream_.value), bytes_of(challenge));
    HYPHA_SYNC_TRY(used);
    if (*used) {
        return false;
    }
    HYPHA_SYNC_TRY(rows_.change("INSERT INTO challenge(stream, challenge, ends_ms) VALUES(?, ?, ?)",
                                bytes_of(stream_.value), bytes_of(challenge), ends_ms));
    return true;
}

Result<bool> SqliteEdgeStore::put_offer(const sync::account::Lookup& lookup, std::string_view wrapped,
                                        std::int64_t until_ms, std::int64_t now_ms) {
    HYPHA_SYNC_TRY(
        rows_.change("DELETE FROM offer WHERE stream = ? OR until_ms <= ?", bytes_of(stream_.value), now_ms));
    HYPHA_SYNC_TRY(rows_.change("INSERT OR IGNORE INTO offer(lookup, stream, wrapped, until_ms) VALUES(?, ?, ?, ?)",
                                bytes_of(lookup), bytes_of(stream_.value), bytes_of(wrapped), until_ms));
    return database_->changed_rows() == 1;
}

Result<bool> SqliteEdgeStore::has_account(const sync::StreamId& stream) {
    auto statement = database_->prepare("SELECT 1 FROM account WHERE stream = ?");
    HYPHA_SYNC_TRY(statement);
    statement->bind(bytes_of(stream.value));
    return statement->step();
}

Result<std::optional<DeviceRow>> SqliteEdgeStore::device_of_token(const sync::StreamId& stream,
                                                                  const TokenHash& token) {
    auto statement = database_->prepare(
        "SELECT key, name, added_ms, seen_ms, revoked_ms, token, previous, rotated_ms, expires_ms FROM device "
        "WHERE stream = ? AND (token = ? OR previous = ?)");
    HYPHA_SYNC_TRY(statement);
    statement->bind(bytes_of(stream.value), bytes_of(token), bytes_of(token));
    const auto found = statement->step();
    HYPHA_SYNC_TRY(found);
    if (!*found) {
        return std::nullopt;
    }
    auto device = read_device(*statement);
    HYPHA_SYNC_TRY(device);
    return std::optional(*std::move(device));
}

Result<std::optional<OfferRow>> SqliteEdgeStore::take_offer(const sync::account::Lookup& lookup, std::int64_t now_ms) {
    auto statement = database_->prepare("DELETE FROM offer WHERE lookup = ? RETURNING stream, wrapped, until_ms");
    HYPHA_SYNC_TRY(statement);
    statement->bind(bytes_of(lookup));
    const auto found = statement->step();
    HYPHA_SYNC_TRY(found);
    if (!*found) {
        return std::nullopt;
    }
    OfferRow offer;
    if (!take(view_of(statement->blob(0)), offer.stream.value)) {
        return failure("database_corrupt", "an offer's stream");
    }
    offer.wrapped = view_of(statement->blob(1));
    const bool in_time = statement->integer(2) > now_ms;
    HYPHA_SYNC_TRY(statement->step()); // to its end: it is not gone before
    return in_time ? std::optional(std::move(offer)) : std::nullopt;
}

Result<std::string> SqliteEdgeStore::shared_secret(std::string_view proposed) {
    HYPHA_SYNC_TRY(
        database_->change("INSERT OR IGNORE INTO shared_secret(id, secret) VALUES(1, ?)", bytes_of(proposed)));
    auto statement = database_->prepare("SELECT secret FROM shared_secret WHERE id = 1");
    HYPHA_SYNC_TRY(statement);
    const auto found = statement->step();
    HYPHA_SYNC_TRY(found);
    return *found ? Result<std::string>(std::string(view_of(statement->blob(0)))) : failure("database_corrupt");
}

} // namespace hypha::edge

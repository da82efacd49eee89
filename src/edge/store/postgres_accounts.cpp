// Accounts in the shared store. See account_store.hpp. What is asked outside of a transaction is one statement, which commits itself.
#include "edge/store/postgres_edge_store.hpp"

#include <algorithm>

#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {
namespace {

template <std::size_t N> bool take(std::string_view bytes, std::array<std::uint8_t, N>& into) {
    if (bytes.size() != N) {
        return false;
    }
    std::ranges::copy(bytes, into.begin());
    return true;
}

PostgresParameter bytes_or_null(const std::optional<TokenHash>& hash) {
    return hash ? PostgresParameter(bytes_of(*hash)) : PostgresParameter::null();
}

bool take_or_null(const PostgresRows& rows, int row, int column, std::optional<TokenHash>& into) {
    return rows.is_null(row, column) || take(rows.bytes(row, column), into.emplace());
}

Result<DeviceRow> read_device(const PostgresRows& rows, int row) {
    DeviceRow device;
    if (!take(rows.bytes(row, 0), device.key) || !take(rows.bytes(row, 5), device.token) ||
        !take_or_null(rows, row, 6, device.previous)) {
        return failure("database_corrupt", "a device's key");
    }
    device.name = rows.bytes(row, 1);
    device.added_ms = rows.number(row, 2);
    device.seen_ms = rows.number(row, 3);
    device.revoked_ms = rows.number(row, 4);
    device.rotated_ms = rows.number(row, 7);
    device.expires_ms = rows.number(row, 8);
    return device;
}

} // namespace

Result<std::optional<AccountRow>> PostgresEdgeStore::account() {
    const auto rows = ask("SELECT key, added_ms, words_open, ticket, ticket_until_ms FROM account WHERE stream = $1",
                          {bytes_of(stream_.value)});
    HYPHA_SYNC_TRY(rows);
    if (rows->size() == 0) {
        return std::nullopt;
    }
    AccountRow account;
    if (!take(rows->bytes(0, 0), account.key) || !take_or_null(*rows, 0, 3, account.ticket)) {
        return failure("database_corrupt", "an account's key");
    }
    account.added_ms = rows->number(0, 1);
    account.words_open = rows->number(0, 2) != 0;
    account.ticket_until_ms = rows->number(0, 4);
    return std::optional(account);
}

Result<void> PostgresEdgeStore::put_account(const AccountRow& row) {
    return change("INSERT INTO account(stream, key, added_ms, words_open, ticket, ticket_until_ms) "
                  "VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT(stream) DO UPDATE SET key = excluded.key, "
                  "added_ms = excluded.added_ms, words_open = excluded.words_open, ticket = excluded.ticket, "
                  "ticket_until_ms = excluded.ticket_until_ms",
                  {bytes_of(stream_.value), bytes_of(row.key), row.added_ms, std::int64_t{row.words_open ? 1 : 0},
                   bytes_or_null(row.ticket), row.ticket_until_ms});
}

Result<std::vector<DeviceRow>> PostgresEdgeStore::devices() {
    const auto rows = ask("SELECT key, name, added_ms, seen_ms, revoked_ms, token, previous, rotated_ms, expires_ms "
                          "FROM device WHERE stream = $1 ORDER BY added_ms, key",
                          {bytes_of(stream_.value)});
    HYPHA_SYNC_TRY(rows);
    std::vector<DeviceRow> devices;
    for (int row = 0; row < rows->size(); ++row) {
        auto device = read_device(*rows, row);
        HYPHA_SYNC_TRY(device);
        devices.push_back(*std::move(device));
    }
    return devices;
}

Result<void> PostgresEdgeStore::put_device(const DeviceRow& row) {
    return change("INSERT INTO device(stream, key, name, added_ms, seen_ms, revoked_ms, token, previous, rotated_ms, "
                  "expires_ms) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT(stream, key) DO UPDATE SET "
                  "name = excluded.name, added_ms = excluded.added_ms, seen_ms = excluded.seen_ms, "
                  "revoked_ms = excluded.revoked_ms, token = excluded.token, previous = excluded.previous, "
                  "rotated_ms = excluded.rotated_ms, expires_ms = excluded.expires_ms",
                  {bytes_of(stream_.value), bytes_of(row.key), bytes_of(row.name), row.added_ms, row.seen_ms,
                   row.revoked_ms, bytes_of(row.token), bytes_or_null(row.previous), row.rotated_ms, row.expires_ms});
}

Result<void> PostgresEdgeStore::drop_device(const sync::account::Key& key) {
    return change("DELETE FROM device WHERE stream = $1 AND key = $2", {bytes_of(stream_.value), bytes_of(key)});
}

Result<bool> PostgresEdgeStore::use_challenge(std::string_view challenge, std::int64_t ends_ms, std::int64_t now_ms) {
    HYPHA_SYNC_TRY(
        change("DELETE FROM challenge WHERE stream = $1 AND ends_ms < $2", {bytes_of(stream_.value), now_ms}));
    const auto rows = ask("INSERT INTO challenge(stream, challenge, ends_ms) VALUES($1, $2, $3) "
                          "ON CONFLICT(stream, challenge) DO NOTHING RETURNING ends_ms",
                          {bytes_of(stream_.value), bytes_of(challenge), ends_ms});
    HYPHA_SYNC_TRY(rows);
    return rows->size() == 1;
}

Result<bool> PostgresEdgeStore::put_offer(const sync::account::Lookup& lookup, std::string_view wrapped,
                                          std::int64_t until_ms, std::int64_t now_ms) {
    HYPHA_SYNC_TRY(change("DELETE FROM offer WHERE stream = $1 OR until_ms <= $2", {bytes_of(stream_.value), now_ms}));
    const auto rows = ask("INSERT INTO offer(lookup, stream, wrapped, until_ms) VALUES($1, $2, $3, $4) "
                          "ON CONFLICT(lookup) DO NOTHING RETURNING until_ms",
                          {bytes_of(lookup), bytes_of(stream_.value), bytes_of(wrapped), until_ms});
    HYPHA_SYNC_TRY(rows);
    return rows->size() == 1;
}

Result<bool> PostgresEdgeStore::has_account(const sync::StreamId& stream) {
    HYPHA_SYNC_TRY(connection_.open());
    const auto rows = connection_.ask("SELECT added_ms FROM account WHERE stream = $1", {bytes_of(stream.value)});
    HYPHA_SYNC_TRY(rows);
    return rows->size() == 1;
}

Result<std::optional<DeviceRow>> PostgresEdgeStore::device_of_token(const sync::StreamId& stream,
                                                                    const TokenHash& token) {
    HYPHA_SYNC_TRY(connection_.open());
    const auto rows =
        connection_.ask("SELECT key, name, added_ms, seen_ms, revoked_ms, token, previous, rotated_ms, expires_ms "
                        "FROM device WHERE stream = $1 AND (token = $2 OR previous = $2)",
                        {bytes_of(stream.value), bytes_of(token)});
    HYPHA_SYNC_TRY(rows);
    if (rows->size() == 0) {
        return std::nullopt;
    }
    auto device = read_device(*rows, 0);
    HYPHA_SYNC_TRY(device);
    return std::optional(*std::move(device));
}

Result<std::optional<OfferRow>> PostgresEdgeStore::take_offer(const sync::account::Lookup& lookup,
                                                              std::int64_t now_ms) {
    HYPHA_SYNC_TRY(connection_.open());
    const auto rows =
        connection_.ask("DELETE FROM offer WHERE lookup = $1 RETURNING stream, wrapped, until_ms", {bytes_of(lookup)});
    HYPHA_SYNC_TRY(rows);
    if (rows->size() == 0 || rows->number(0, 2) <= now_ms) {
        return std::nullopt;
    }
    OfferRow offer;
    if (!take(rows->bytes(0, 0), offer.stream.value)) {
        return failure("database_corrupt", "an offer's stream");
    }
    offer.wrapped = rows->bytes(0, 1);
    return std::optional(std::move(offer));
}

Result<std::string> PostgresEdgeStore::shared_secret(std::string_view proposed) {
    HYPHA_SYNC_TRY(connection_.open());
    const auto made =
        connection_.ask("INSERT INTO shared_secret(id, secret) VALUES(1, $1) ON CONFLICT(id) DO NOTHING", {proposed});
    HYPHA_SYNC_TRY(made);
    const auto rows = connection_.ask("SELECT secret FROM shared_secret WHERE id = 1");
    HYPHA_SYNC_TRY(rows);
    return rows->size() == 1 ? Result<std::string>(std::string(rows->bytes(0, 0))) : failure("database_corrupt");
}

} // namespace hypha::edge

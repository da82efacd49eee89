// Over 300 lines because every row of the port is read and written here, and a statement is read against its table.
#include "edge/store/postgres_edge_store.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {

using namespace sync;

namespace {

std::uint64_t number(const PostgresRows& rows, int row, int column) { return unsigned_bits(rows.number(row, column)); }

OperationRow without_operation(const PostgresRows& rows, int row) {
    return {{number(rows, row, 0), number(rows, row, 1)},
            DeviceId{number(rows, row, 2)},
            number(rows, row, 3),
            rows.number(row, 4),
            {}};
}

Result<std::vector<OperationRow>> read_operations(const PostgresRows& rows) {
    std::vector<OperationRow> read;
    for (int row = 0; row < rows.size(); ++row) {
        auto operation = unpack_operation(rows.bytes(row, 5));
        HYPHA_SYNC_TRY(operation);
        read.push_back(without_operation(rows, row));
        read.back().operation = *std::move(operation);
    }
    return read;
}

// `first` is the column of hlc; six follow.
Result<Cell> read_cell(const PostgresRows& rows, int row, int first) {
    auto seen = unpack_seen(rows.bytes(row, first + 4));
    HYPHA_SYNC_TRY(seen);
    Cell cell{{Hlc{number(rows, row, first)}, DeviceId{number(rows, row, first + 1)}},
              Hlc{number(rows, row, first + 2)},
              std::string(rows.bytes(row, first + 6)),
              rows.number(row, first + 3) != 0,
              *std::move(seen),
              std::nullopt,
              {},
              0};
    if (!rows.is_null(row, first + 5)) {
        const auto hash = unpack_hash(rows.bytes(row, first + 5));
        HYPHA_SYNC_TRY(hash);
        cell.blob = *hash;
    }
    return cell;
}

} // namespace

template <typename Value> Result<Value> PostgresEdgeStore::noted(Result<Value> result) {
    if (!result) {
        state_ = State::spoilt;
        worth_another_try_ = result.error().code == "lost_race" || result.error().code == "storage_unavailable";
    }
    return result;
}

Result<void> PostgresEdgeStore::change(std::string_view sql, const std::vector<PostgresParameter>& parameters) {
    if (state_ != State::open) {
        return failure(state_ == State::closed ? "no_transaction" : "storage_unavailable");
    }
    return noted(connection_.send(sql, parameters));
}

Result<PostgresRows> PostgresEdgeStore::ask(std::string_view sql, const std::vector<PostgresParameter>& parameters) {
    if (state_ != State::open) {
        return failure(state_ == State::closed ? "no_transaction" : "storage_unavailable");
    }
    return noted(connection_.ask(sql, parameters));
}

Result<void> PostgresEdgeStore::probe() {
    HYPHA_SYNC_TRY(connection_.open());
    // A server that only reads is as good as none.
    const auto rows = connection_.ask("SELECT CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END::bigint", {});
    HYPHA_SYNC_TRY(rows);
    return rows->number(0, 0) == 0 ? Result<void>{} : failure("storage_unavailable", "this server takes no writes");
}

Result<void> PostgresEdgeStore::begin(const StreamId& stream) {
    if (state_ != State::closed) {
        return failure("transaction_open");
    }
    worth_another_try_ = false;
    HYPHA_SYNC_TRY(connection_.open());
    constexpr std::string_view kLock = "SELECT epoch, seq, seq_check, horizon_seq, horizon_check, hlc, bytes, quota "
                                       "FROM stream WHERE id = $1 FOR UPDATE";
    stream_ = stream;
    row_.reset();
    grown_bytes_ = 0;
    state_ = State::open;
    auto begun = change("BEGIN ISOLATION LEVEL READ COMMITTED", {});
    auto locked = begun ? ask(kLock, {bytes_of(stream_.value)}) : std::unexpected(begun.error());
    if (locked && locked->size() == 0) {
        // There must be a row that can be locked. Whoever makes the same one waits here until we end.
        begun = change("INSERT INTO stream(id, epoch, seq, seq_check, horizon_seq, horizon_check, hlc) "
                       "VALUES($1, 0, 0, 0, 0, 0, 0) ON CONFLICT(id) DO NOTHING",
                       {bytes_of(stream_.value)});
        locked = begun ? ask(kLock, {bytes_of(stream_.value)}) : std::unexpected(begun.error());
    }
    if (locked && locked->size() != 1) {
        locked = noted(Result<PostgresRows>(failure("lost_race", "the stream's row was taken away")));
    }
    if (!locked) {
        rollback();
        return std::unexpected(locked.error());
    }
    usage_ = {number(*locked, 0, 6), locked->is_null(0, 7) ? std::nullopt : std::optional(number(*locked, 0, 7))};
    if (number(*locked, 0, 0) != 0) { // 0: it was made to be locked
        row_ = StreamRow{number(*locked, 0, 0),
                         {number(*locked, 0, 1), number(*locked, 0, 2)},
                         {number(*locked, 0, 3), number(*locked, 0, 4)},
                         Hlc{number(*locked, 0, 5)}};
    }
    return {};
}

Result<void> PostgresEdgeStore::commit() {
    if (const std::int64_t grown = std::exchange(grown_bytes_, 0); grown != 0) {
        // What it fails of, the answer to COMMIT says.
        (void)change("UPDATE stream SET bytes = greatest(0, bytes + $2) WHERE id = $1",
                     {bytes_of(stream_.value), grown});
    }
    auto done = ask("COMMIT", {});
    if (!done) {
        if (state_ != State::closed) {
            rollback();
        }
        return std::unexpected(done.error());
    }
    state_ = State::closed;
    return {};
}

void PostgresEdgeStore::rollback() {
    if (state_ == State::closed) {
        return;
    }
    state_ = State::closed;
    if (connection_.is_open()) {
        // What was sent and not waited for may fail now; it is undone either way.
        (void)connection_.finish();
        (void)connection_.ask("ROLLBACK", {});
    }
}

Result<std::optional<StreamRow>> PostgresEdgeStore::stream() {
    return state_ == State::open ? Result<std::optional<StreamRow>>(row_) : failure("no_transaction");
}

Result<void> PostgresEdgeStore::put_stream(const StreamRow& row) {
    row_ = row;
    const std::int64_t grown = std::exchange(grown_bytes_, 0);
    usage_.bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, signed_bits(usage_.bytes) + grown));
    return change(
        "UPDATE stream SET epoch = $2, seq = $3, seq_check = $4, horizon_seq = $5, horizon_check = $6, hlc = $7, "
        "bytes = greatest(0, bytes + $8) WHERE id = $1",
        {bytes_of(stream_.value), signed_bits(row.epoch), signed_bits(row.last.seq), signed_bits(row.last.check),
         signed_bits(row.horizon.seq), signed_bits(row.horizon.check), signed_bits(row.hlc.value), grown});
}

Result<Usage> PostgresEdgeStore::usage() {
    if (state_ != State::open) {
        return failure("no_transaction");
    }
    Usage usage = usage_;
    usage.bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, signed_bits(usage.bytes) + grown_bytes_));
    return usage;
}

Result<std::uint64_t> PostgresEdgeStore::last_batch(DeviceId device) {
    const auto rows = ask("SELECT no FROM batch WHERE stream = $1 AND device = $2 ORDER BY no DESC LIMIT 1",
                          {bytes_of(stream_.value), signed_bits(device.value)});
    HYPHA_SYNC_TRY(rows);
    return rows->size() == 0 ? 0 : number(*rows, 0, 0);
}

Result<std::optional<BatchRow>> PostgresEdgeStore::batch(DeviceId device, std::uint64_t batch_no) {
    const auto rows = ask("SELECT digest, reply, added_ms FROM batch WHERE stream = $1 AND device = $2 AND no = $3",
                          {bytes_of(stream_.value), signed_bits(device.value), signed_bits(batch_no)});
    HYPHA_SYNC_TRY(rows);
    if (rows->size() == 0) {
        return std::nullopt;
    }
    return BatchRow{number(*rows, 0, 0), std::string(rows->bytes(0, 1)), rows->number(0, 2)};
}

Result<void> PostgresEdgeStore::put_batch(DeviceId device, std::uint64_t batch_no, const BatchRow& row) {
    return change("INSERT INTO batch(stream, device, no, digest, reply, added_ms) VALUES($1, $2, $3, $4, $5, $6) "
                  "ON CONFLICT(stream, device, no) DO UPDATE SET digest = excluded.digest, reply = excluded.reply, "
                  "added_ms = excluded.added_ms",
                  {bytes_of(stream_.value), signed_bits(device.value), signed_bits(batch_no), signed_bits(row.digest),
                   bytes_of(row.reply), row.added_ms});
}

Result<std::optional<Cell>> PostgresEdgeStore::cell(const CellName& name) {
    const auto rows = ask("SELECT hlc, device, authored, is_text, seen, blob, value FROM cell "
                          "WHERE stream = $1 AND table_name = $2 AND row_key = $3 AND column_name = $4",
                          {bytes_of(stream_.value), name.table, bytes_of(name.key), name.column});
    HYPHA_SYNC_TRY(rows);
    if (rows->size() == 0) {
        return std::nullopt;
    }
    auto cell = read_cell(*rows, 0, 0);
    HYPHA_SYNC_TRY(cell);
    return *std::move(cell);
}

Result<void> PostgresEdgeStore::put_cell(const CellName& name, const Cell& cell) {
    const std::string seen = pack(cell.seen);
    return change(
        "INSERT INTO cell(stream, table_name, row_key, column_name, hlc, device, authored, is_text, seen, blob, "
        "value) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT(stream, table_name, row_key, column_name) DO UPDATE SET hlc = excluded.hlc, "
        "device = excluded.device, authored = excluded.authored, is_text = excluded.is_text, "
        "seen = excluded.seen, blob = excluded.blob, value = excluded.value",
        {bytes_of(stream_.value), name.table, bytes_of(name.key), name.column, signed_bits(cell.stamp.hlc.value),
         signed_bits(cell.stamp.device.value), signed_bits(cell.authored.value), std::int64_t{cell.text},
         bytes_of(seen), cell.blob ? PostgresParameter(bytes_of(cell.blob->value)) : PostgresParameter::null(),
         bytes_of(cell.value)});
}

Result<std::vector<std::pair<CellName, Cell>>> PostgresEdgeStore::cells_after(const CellName& name, std::size_t limit) {
    const auto rows = ask("SELECT hlc, device, authored, is_text, seen, blob, value, table_name, row_key, column_name "
                          "FROM cell WHERE stream = $1 AND (table_name, row_key, column_name) > ($2, $3, $4) "
                          "ORDER BY table_name, row_key, column_name LIMIT $5",
                          {bytes_of(stream_.value), name.table, bytes_of(name.key), name.column, ordered_bits(limit)});
    HYPHA_SYNC_TRY(rows);
    std::vector<std::pair<CellName, Cell>> cells;
    for (int row = 0; row < rows->size(); ++row) {
        auto cell = read_cell(*rows, row, 0);
        HYPHA_SYNC_TRY(cell);
        cells.emplace_back(CellName{std::string(rows->bytes(row, 7)), std::string(rows->bytes(row, 8)),
                                    std::string(rows->bytes(row, 9))},
                           *std::move(cell));
    }
    return cells;
}

Result<void> PostgresEdgeStore::append_operation(const OperationRow& row) {
    const std::string operation = pack(row.operation);
    grown_bytes_ += std::ssize(operation);
    return change("INSERT INTO op(stream, seq, seq_check, pushed_by, batch_no, added_ms, operation) "
                  "VALUES($1, $2, $3, $4, $5, $6, $7)",
                  {bytes_of(stream_.value), signed_bits(row.at.seq), signed_bits(row.at.check),
                   signed_bits(row.pushed_by.value), signed_bits(row.batch_no), row.added_ms, bytes_of(operation)});
}

Result<std::optional<OperationRow>> PostgresEdgeStore::operation(std::uint64_t seq) {
    const auto rows = ask("SELECT seq, seq_check, pushed_by, batch_no, added_ms, operation FROM op "
                          "WHERE stream = $1 AND seq = $2",
                          {bytes_of(stream_.value), signed_bits(seq)});
    HYPHA_SYNC_TRY(rows);
    auto read = read_operations(*rows);
    HYPHA_SYNC_TRY(read);
    return read->empty() ? std::nullopt : std::optional(std::move(read->front()));
}

Result<std::vector<OperationRow>> PostgresEdgeStore::operations_after(std::uint64_t seq, std::size_t limit) {
    const auto rows = ask("SELECT seq, seq_check, pushed_by, batch_no, added_ms, operation FROM op "
                          "WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                          {bytes_of(stream_.value), ordered_bits(seq), ordered_bits(limit)});
    HYPHA_SYNC_TRY(rows);
    return read_operations(*rows);
}

Result<void> PostgresEdgeStore::forget(std::uint64_t up_to_seq, std::int64_t batches_before_ms) {
    HYPHA_SYNC_TRY(
        change("DELETE FROM op WHERE stream = $1 AND seq <= $2", {bytes_of(stream_.value), ordered_bits(up_to_seq)}));
    return change("DELETE FROM batch WHERE stream = $1 AND added_ms < $2 AND no < (SELECT max(b.no) FROM batch AS b "
                  "WHERE b.stream = batch.stream AND b.device = batch.device)",
                  {bytes_of(stream_.value), batches_before_ms});
}

Result<void> PostgresEdgeStore::put_waiting(const OperationRow& row) {
    const auto last =
        ask("SELECT no FROM waiting WHERE stream = $1 ORDER BY no DESC LIMIT 1", {bytes_of(stream_.value)});
    HYPHA_SYNC_TRY(last);
    const std::int64_t no = (last->size() == 0 ? 0 : last->number(0, 0)) + 1;
    const std::string operation = pack(row.operation);
    grown_bytes_ += std::ssize(operation);
    HYPHA_SYNC_TRY(change("INSERT INTO waiting(stream, no, pushed_by, batch_no, added_ms, operation) "
                          "VALUES($1, $2, $3, $4, $5, $6)",
                          {bytes_of(stream_.value), no, signed_bits(row.pushed_by.value), signed_bits(row.batch_no),
                           row.added_ms, bytes_of(operation)}));
    for (const Column& column : row.operation.columns) {
        if (column.blob) {
            HYPHA_SYNC_TRY(
                change("INSERT INTO waiting_blob(stream, hash, no) VALUES($1, $2, $3) ON CONFLICT DO NOTHING",
                       {bytes_of(stream_.value), bytes_of(column.blob->value), no}));
        }
    }
    return {};
}

Result<std::vector<OperationRow>> PostgresEdgeStore::take_waiting(const BlobHash& hash) {
    const auto rows =
        ask("SELECT 0::bigint, 0::bigint, w.pushed_by, w.batch_no, w.added_ms, w.operation, w.no FROM waiting AS w "
            "JOIN waiting_blob AS b ON b.stream = w.stream AND b.no = w.no "
            "WHERE b.stream = $1 AND b.hash = $2 ORDER BY w.no",
            {bytes_of(stream_.value), bytes_of(hash.value)});
    HYPHA_SYNC_TRY(rows);
    auto taken = read_operations(*rows);
    HYPHA_SYNC_TRY(taken);
    for (int row = 0; row < rows->size(); ++row) {
        grown_bytes_ -= std::ssize(rows->bytes(row, 5));
        HYPHA_SYNC_TRY(change("DELETE FROM waiting_blob WHERE stream = $1 AND no = $2",
                              {bytes_of(stream_.value), rows->number(row, 6)}));
        HYPHA_SYNC_TRY(change("DELETE FROM waiting WHERE stream = $1 AND no = $2",
                              {bytes_of(stream_.value), rows->number(row, 6)}));
    }
    return taken;
}

Result<std::optional<BlobRow>> PostgresEdgeStore::blob(const BlobHash& hash) {
    const auto rows = ask("SELECT size, have, whole FROM blob WHERE stream = $1 AND hash = $2",
                          {bytes_of(stream_.value), bytes_of(hash.value)});
    HYPHA_SYNC_TRY(rows);
    if (rows->size() == 0) {
        return std::nullopt;
    }
    return BlobRow{number(*rows, 0, 0), number(*rows, 0, 1), rows->number(0, 2) != 0};
}

Result<void> PostgresEdgeStore::append_blob(const BlobHash& hash, std::uint64_t size, const Bytes& part) {
    const auto found = blob(hash);
    HYPHA_SYNC_TRY(found);
    const std::uint64_t have = *found ? (*found)->have : 0;
    HYPHA_SYNC_TRY(
        change("INSERT INTO blob(stream, hash, size, have, whole) VALUES($1, $2, $3, $4, 0) "
               "ON CONFLICT(stream, hash) DO UPDATE SET have = excluded.have",
               {bytes_of(stream_.value), bytes_of(hash.value), signed_bits(size), signed_bits(have + part.size())}));
    if (part.empty()) {
        return {};
    }
    grown_bytes_ += std::ssize(part);
    return change("INSERT INTO blob_part(stream, hash, starts, ends, bytes) VALUES($1, $2, $3, $4, $5)",
                  {bytes_of(stream_.value), bytes_of(hash.value), signed_bits(have), signed_bits(have + part.size()),
                   bytes_of(part)});
}

Result<Bytes> PostgresEdgeStore::read_blob(const BlobHash& hash, std::uint64_t offset, std::size_t length) {
    const auto found = blob(hash);
    HYPHA_SYNC_TRY(found);
    if (!*found || offset > (*found)->have) {
        return failure("not_found");
    }
    const std::uint64_t end = std::min<std::uint64_t>((*found)->have, offset + length);
    const auto rows =
        ask("SELECT starts, bytes FROM blob_part WHERE stream = $1 AND hash = $2 AND starts < $4 AND ends > $3 "
            "ORDER BY starts",
            {bytes_of(stream_.value), bytes_of(hash.value), signed_bits(offset), signed_bits(end)});
    HYPHA_SYNC_TRY(rows);
    Bytes read;
    for (int row = 0; row < rows->size(); ++row) {
        const std::string_view part = rows->bytes(row, 1);
        const std::uint64_t starts = number(*rows, row, 0);
        const std::uint64_t from = std::max(offset, starts) - starts;
        read += part.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(end - starts - from));
    }
    return read.size() == end - offset ? Result<Bytes>(std::move(read))
                                       : failure("database_corrupt", "a part is missing");
}

Result<void> PostgresEdgeStore::finish_blob(const BlobHash& hash) {
    return change("UPDATE blob SET whole = 1 WHERE stream = $1 AND hash = $2",
                  {bytes_of(stream_.value), bytes_of(hash.value)});
}

Result<void> PostgresEdgeStore::drop_blob(const BlobHash& hash) {
    const auto found = blob(hash);
    HYPHA_SYNC_TRY(found);
    grown_bytes_ -= *found ? signed_bits((*found)->have) : 0;
    HYPHA_SYNC_TRY(change("DELETE FROM blob_part WHERE stream = $1 AND hash = $2",
                          {bytes_of(stream_.value), bytes_of(hash.value)}));
    return change("DELETE FROM blob WHERE stream = $1 AND hash = $2", {bytes_of(stream_.value), bytes_of(hash.value)});
}

} // namespace hypha::edge

// Over 300 lines because every row of the port is read and written here, and a statement is read against its table.
#include "edge/store/sqlite_edge_store.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"
#include "edge/store/sqlite_schema.hpp"
#include "storage/migrations.hpp"

namespace hypha::edge {

using namespace sync;
using storage::Statement;

namespace {

constexpr std::array<storage::Migration, 3> kSchema{{{1, kSqliteSchema1}, {2, kSqliteSchema2}, {3, kSqliteSchema3}}};

// 4 KiB pages: a transaction of a few rows writes few pages, and each page that it touches goes into the log whole.
constexpr std::string_view kSettings = "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                       "PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -65536;"
                                       "PRAGMA trusted_schema = OFF;"
                                       // An operator's command beside a running edge: each waits for the other.
                                       "PRAGMA busy_timeout = 10000;"
                                       // What was removed is not left in free pages: a person who was deleted is gone.
                                       "PRAGMA secure_delete = ON";

Result<std::int64_t> read_number(const Statement& row) { return row.integer(0); }

std::uint64_t number(const Statement& row, int column) { return unsigned_bits(row.integer(column)); }

Result<StreamRow> read_stream(const Statement& row) {
    return StreamRow{
        number(row, 0), {number(row, 1), number(row, 2)}, {number(row, 3), number(row, 4)}, Hlc{number(row, 5)}};
}

Result<BatchRow> read_batch(const Statement& row) {
    return BatchRow{number(row, 0), std::string(view_of(row.blob(1))), row.integer(2)};
}

Result<OperationRow> read_operation_row(const Statement& row) {
    auto operation = unpack_operation(view_of(row.blob(5)));
    HYPHA_SYNC_TRY(operation);
    return OperationRow{{number(row, 0), number(row, 1)},
                        DeviceId{number(row, 2)},
                        number(row, 3),
                        row.integer(4),
                        *std::move(operation)};
}

// `first` is the column of hlc; six follow.
Result<Cell> read_cell(const Statement& row, int first) {
    auto seen = unpack_seen(view_of(row.blob(first + 4)));
    HYPHA_SYNC_TRY(seen);
    Cell cell{{Hlc{number(row, first)}, DeviceId{number(row, first + 1)}},
              Hlc{number(row, first + 2)},
              std::string(view_of(row.blob(first + 6))),
              row.integer(first + 3) != 0,
              *std::move(seen),
              std::nullopt,
              {},
              0};
    if (!row.is_null(first + 5)) {
        const auto hash = unpack_hash(view_of(row.blob(first + 5)));
        HYPHA_SYNC_TRY(hash);
        cell.blob = *hash;
    }
    return cell;
}

Result<Cell> read_one_cell(const Statement& row) { return read_cell(row, 0); }

Result<std::pair<CellName, Cell>> read_named_cell(const Statement& row) {
    auto cell = read_cell(row, 3);
    HYPHA_SYNC_TRY(cell);
    return std::pair(CellName{row.text(0), std::string(view_of(row.blob(1))), row.text(2)}, *std::move(cell));
}

} // namespace

Result<std::unique_ptr<SqliteEdgeStore>> SqliteEdgeStore::open(const std::filesystem::path& folder) {
    if (auto made = make_private_folder(folder); !made) {
        return std::unexpected(made.error());
    }
    auto lock = FolderLock::take(folder);
    HYPHA_SYNC_TRY(lock);
    return open_locked(*std::move(lock), folder);
}

Result<std::unique_ptr<SqliteEdgeStore>> SqliteEdgeStore::open_beside(const std::filesystem::path& folder) {
    std::error_code problem;
    if (!std::filesystem::is_regular_file(folder / "edge.db", problem)) {
        return failure("no_store", folder.string() + " holds no edge.db; is it the --data of an edge?");
    }
    return open_locked(std::nullopt, folder);
}

Result<std::unique_ptr<SqliteEdgeStore>> SqliteEdgeStore::open_locked(std::optional<FolderLock> lock,
                                                                      const std::filesystem::path& folder) {
    auto database = storage::Database::open_foreign(storage::DatabasePlace::at_path((folder / "edge.db").string()));
    HYPHA_SYNC_TRY(database);
    HYPHA_SYNC_TRY((*database)->run(kSettings));
    HYPHA_SYNC_TRY(storage::migrate(**database, kSchema));
    return std::unique_ptr<SqliteEdgeStore>(new SqliteEdgeStore(std::move(lock), *std::move(database), folder));
}

SqliteEdgeStore::~SqliteEdgeStore() {
    rollback();
    group_.reset();
    remove_files(created_, 0);
}

Result<void> SqliteEdgeStore::probe() { return database_->run("SELECT epoch FROM stream LIMIT 1"); }

void SqliteEdgeStore::remove_files(std::vector<NamedFile>& files, std::size_t from) {
    for (std::size_t i = from; i < files.size(); ++i) {
        files_.remove(files[i].stream, files[i].name);
    }
    files.resize(from);
}

Result<void> SqliteEdgeStore::begin_group() {
    if (group_ || open_) {
        return failure("transaction_open");
    }
    auto begun = storage::Transaction::begin(*database_);
    HYPHA_SYNC_TRY(begun);
    group_.emplace(*std::move(begun));
    return {};
}

Result<void> SqliteEdgeStore::commit_group() {
    if (!group_ || open_) {
        return failure("no_transaction");
    }
    const auto committed = group_->commit();
    group_.reset();
    remove_files(committed ? dropped_ : created_, 0);
    created_.clear();
    dropped_.clear();
    return committed;
}

Result<void> SqliteEdgeStore::begin(const StreamId& stream) {
    if (open_) {
        return failure("transaction_open");
    }
    auto begun = storage::Transaction::begin(*database_);
    HYPHA_SYNC_TRY(begun);
    open_.emplace(*std::move(begun));
    rows_.open();
    stream_ = stream;
    grown_bytes_ = 0;
    created_before_ = created_.size();
    dropped_before_ = dropped_.size();
    return {};
}

Result<void> SqliteEdgeStore::commit() {
    if (!open_) {
        return failure("no_transaction");
    }
    const std::int64_t grown = std::exchange(grown_bytes_, 0);
    const Result<void> counted = grown == 0 ? Result<void>{}
                                            : rows_.change("UPDATE stream SET bytes = max(0, bytes + ?) WHERE id = ?",
                                                           grown, bytes_of(stream_.value));
    if (auto committed = counted ? open_->commit() : counted; !committed) {
        rollback();
        return committed;
    }
    open_.reset();
    rows_.close();
    if (!group_) {
        remove_files(dropped_, 0);
        created_.clear();
    }
    return {};
}

void SqliteEdgeStore::rollback() {
    if (open_) {
        open_.reset();
        rows_.close();
        remove_files(created_, created_before_);
        dropped_.resize(dropped_before_);
    }
}

Result<std::optional<StreamRow>> SqliteEdgeStore::stream() {
    return rows_.one("SELECT epoch, seq, seq_check, horizon_seq, horizon_check, hlc FROM stream "
                     "WHERE id = ? AND epoch <> 0", // 0: there is a quota for it, and nothing else yet
                     read_stream, bytes_of(stream_.value));
}

Result<void> SqliteEdgeStore::put_stream(const StreamRow& row) {
    return rows_.change("INSERT INTO stream(id, epoch, seq, seq_check, horizon_seq, horizon_check, hlc) "
                        "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET epoch = excluded.epoch, "
                        "seq = excluded.seq, seq_check = excluded.seq_check, horizon_seq = excluded.horizon_seq, "
                        "horizon_check = excluded.horizon_check, hlc = excluded.hlc",
                        bytes_of(stream_.value), signed_bits(row.epoch), signed_bits(row.last.seq),
                        signed_bits(row.last.check), signed_bits(row.horizon.seq), signed_bits(row.horizon.check),
                        signed_bits(row.hlc.value));
}

Result<Usage> SqliteEdgeStore::usage() {
    const auto read = [](const Statement& row) -> Result<Usage> {
        return Usage{number(row, 0), row.is_null(1) ? std::nullopt : std::optional(number(row, 1))};
    };
    auto found = rows_.one("SELECT bytes, quota FROM stream WHERE id = ?", read, bytes_of(stream_.value));
    HYPHA_SYNC_TRY(found);
    Usage usage = found->value_or(Usage{});
    usage.bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, signed_bits(usage.bytes) + grown_bytes_));
    return usage;
}

Result<std::uint64_t> SqliteEdgeStore::last_batch(DeviceId device) {
    const auto found = rows_.one("SELECT no FROM batch WHERE stream = ? AND device = ? ORDER BY no DESC LIMIT 1",
                                 read_number, bytes_of(stream_.value), signed_bits(device.value));
    HYPHA_SYNC_TRY(found);
    return unsigned_bits(found->value_or(0));
}

Result<std::optional<BatchRow>> SqliteEdgeStore::batch(DeviceId device, std::uint64_t batch_no) {
    return rows_.one("SELECT digest, reply, added_ms FROM batch WHERE stream = ? AND device = ? AND no = ?", read_batch,
                     bytes_of(stream_.value), signed_bits(device.value), signed_bits(batch_no));
}

Result<void> SqliteEdgeStore::put_batch(DeviceId device, std::uint64_t batch_no, const BatchRow& row) {
    return rows_.change("INSERT OR REPLACE INTO batch(stream, device, no, digest, reply, added_ms) "
                        "VALUES(?, ?, ?, ?, ?, ?)",
                        bytes_of(stream_.value), signed_bits(device.value), signed_bits(batch_no),
                        signed_bits(row.digest), bytes_of(row.reply), row.added_ms);
}

Result<std::optional<Cell>> SqliteEdgeStore::cell(const CellName& name) {
    return rows_.one("SELECT hlc, device, authored, is_text, seen, blob, value FROM cell "
                     "WHERE stream = ? AND table_name = ? AND row_key = ? AND column_name = ?",
                     read_one_cell, bytes_of(stream_.value), name.table, bytes_of(name.key), name.column);
}

Result<void> SqliteEdgeStore::put_cell(const CellName& name, const Cell& cell) {
    const std::string seen = pack(cell.seen);
    std::optional<std::span<const std::byte>> blob;
    if (cell.blob) {
        blob = bytes_of(cell.blob->value);
    }
    return rows_.change("INSERT OR REPLACE INTO cell(stream, table_name, row_key, column_name, hlc, device, "
                        "authored, is_text, seen, blob, value) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        bytes_of(stream_.value), name.table, bytes_of(name.key), name.column,
                        signed_bits(cell.stamp.hlc.value), signed_bits(cell.stamp.device.value),
                        signed_bits(cell.authored.value), cell.text, bytes_of(seen), blob, bytes_of(cell.value));
}

Result<std::vector<std::pair<CellName, Cell>>> SqliteEdgeStore::cells_after(const CellName& name, std::size_t limit) {
    return rows_.all("SELECT table_name, row_key, column_name, hlc, device, authored, is_text, seen, blob, value "
                     "FROM cell WHERE stream = ? AND (table_name, row_key, column_name) > (?, ?, ?) "
                     "ORDER BY table_name, row_key, column_name LIMIT ?",
                     read_named_cell, bytes_of(stream_.value), name.table, bytes_of(name.key), name.column, limit);
}

Result<void> SqliteEdgeStore::append_operation(const OperationRow& row) {
    const std::string operation = pack(row.operation);
    grown_bytes_ += std::ssize(operation);
    return rows_.change("INSERT INTO op(stream, seq, seq_check, pushed_by, batch_no, added_ms, operation) "
                        "VALUES(?, ?, ?, ?, ?, ?, ?)",
                        bytes_of(stream_.value), signed_bits(row.at.seq), signed_bits(row.at.check),
                        signed_bits(row.pushed_by.value), signed_bits(row.batch_no), row.added_ms, bytes_of(operation));
}

Result<std::optional<OperationRow>> SqliteEdgeStore::operation(std::uint64_t seq) {
    return rows_.one("SELECT seq, seq_check, pushed_by, batch_no, added_ms, operation FROM op "
                     "WHERE stream = ? AND seq = ?",
                     read_operation_row, bytes_of(stream_.value), signed_bits(seq));
}

Result<std::vector<OperationRow>> SqliteEdgeStore::operations_after(std::uint64_t seq, std::size_t limit) {
    return rows_.all("SELECT seq, seq_check, pushed_by, batch_no, added_ms, operation FROM op "
                     "WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?",
                     read_operation_row, bytes_of(stream_.value), ordered_bits(seq), limit);
}

Result<void> SqliteEdgeStore::forget(std::uint64_t up_to_seq, std::int64_t batches_before_ms) {
    HYPHA_SYNC_TRY(
        rows_.change("DELETE FROM op WHERE stream = ? AND seq <= ?", bytes_of(stream_.value), ordered_bits(up_to_seq)));
    return rows_.change("DELETE FROM batch WHERE stream = ? AND added_ms < ? AND no < (SELECT max(b.no) "
                        "FROM batch AS b WHERE b.stream = batch.stream AND b.device = batch.device)",
                        bytes_of(stream_.value), batches_before_ms);
}

Result<void> SqliteEdgeStore::put_waiting(const OperationRow& row) {
    const auto last = rows_.one("SELECT no FROM waiting WHERE stream = ? ORDER BY no DESC LIMIT 1", read_number,
                                bytes_of(stream_.value));
    HYPHA_SYNC_TRY(last);
    const std::int64_t no = last->value_or(0) + 1;
    const std::string operation = pack(row.operation);
    grown_bytes_ += std::ssize(operation);
    HYPHA_SYNC_TRY(rows_.change("INSERT INTO waiting(stream, no, pushed_by, batch_no, added_ms, operation) "
                                "VALUES(?, ?, ?, ?, ?, ?)",
                                bytes_of(stream_.value), no, signed_bits(row.pushed_by.value),
                                signed_bits(row.batch_no), row.added_ms, bytes_of(operation)));
    for (const Column& column : row.operation.columns) {
        if (column.blob) {
            HYPHA_SYNC_TRY(rows_.change("INSERT OR IGNORE INTO waiting_blob(stream, hash, no) VALUES(?, ?, ?)",
                                        bytes_of(stream_.value), bytes_of(column.blob->value), no));
        }
    }
    return {};
}

Result<std::vector<OperationRow>> SqliteEdgeStore::take_waiting(const BlobHash& hash) {
    const auto numbers = rows_.all("SELECT no FROM waiting_blob WHERE stream = ? AND hash = ? ORDER BY no", read_number,
                                   bytes_of(stream_.value), bytes_of(hash.value));
    HYPHA_SYNC_TRY(numbers);
    std::vector<OperationRow> taken;
    for (const std::int64_t no : *numbers) {
        auto row = rows_.one("SELECT 0, 0, pushed_by, batch_no, added_ms, operation FROM waiting "
                             "WHERE stream = ? AND no = ?",
                             read_operation_row, bytes_of(stream_.value), no);
        HYPHA_SYNC_TRY(row);
        if (*row) {
            grown_bytes_ -= std::ssize(pack((*row)->operation));
            taken.push_back(**std::move(row));
        }
        HYPHA_SYNC_TRY(
            rows_.change("DELETE FROM waiting_blob WHERE stream = ? AND no = ?", bytes_of(stream_.value), no));
        HYPHA_SYNC_TRY(rows_.change("DELETE FROM waiting WHERE stream = ? AND no = ?", bytes_of(stream_.value), no));
    }
    return taken;
}

Result<std::optional<SqliteEdgeStore::BlobFile>> SqliteEdgeStore::blob_file(const BlobHash& hash) {
    const auto read = [](const Statement& row) -> Result<BlobFile> {
        return BlobFile{{number(row, 0), number(row, 1), row.integer(2) != 0}, row.text(3)};
    };
    return rows_.one("SELECT size, have, whole, file FROM blob WHERE stream = ? AND hash = ?", read,
                     bytes_of(stream_.value), bytes_of(hash.value));
}

Result<std::optional<BlobRow>> SqliteEdgeStore::blob(const BlobHash& hash) {
    const auto found = blob_file(hash);
    HYPHA_SYNC_TRY(found);
    return *found ? std::optional((*found)->row) : std::nullopt;
}

Result<void> SqliteEdgeStore::append_blob(const BlobHash& hash, std::uint64_t size, const Bytes& part) {
    auto found = blob_file(hash);
    HYPHA_SYNC_TRY(found);
    if (!*found) {
        const std::string name = std::to_string(random_.next()) + "-" + std::to_string(random_.next());
        if (auto made = files_.create(stream_, name); !made) {
            return made;
        }
        created_.push_back({stream_, name});
        found->emplace(BlobFile{{size, 0, false}, name});
    }
    BlobFile& blob = **found;
    if (auto wrote = files_.write(stream_, blob.name, blob.row.have, part); !wrote) {
        return wrote;
    }
    grown_bytes_ += std::ssize(part);
    return rows_.change("INSERT OR REPLACE INTO blob(stream, hash, size, have, whole, file) VALUES(?, ?, ?, ?, 0, ?)",
                        bytes_of(stream_.value), bytes_of(hash.value), signed_bits(blob.row.size),
                        signed_bits(blob.row.have + part.size()), blob.name);
}

Result<Bytes> SqliteEdgeStore::read_blob(const BlobHash& hash, std::uint64_t offset, std::size_t length) {
    const auto found = blob_file(hash);
    HYPHA_SYNC_TRY(found);
    if (!*found || offset > (*found)->row.have) {
        return failure("not_found");
    }
    const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(length, (*found)->row.have - offset));
    return files_.read(stream_, (*found)->name, offset, here);
}

Result<void> SqliteEdgeStore::finish_blob(const BlobHash& hash) {
    return rows_.change("UPDATE blob SET whole = 1 WHERE stream = ? AND hash = ?", bytes_of(stream_.value),
                        bytes_of(hash.value));
}

Result<void> SqliteEdgeStore::drop_blob(const BlobHash& hash) {
    const auto found = blob_file(hash);
    HYPHA_SYNC_TRY(found);
    if (!*found) {
        return {};
    }
    dropped_.push_back({stream_, (*found)->name});
    grown_bytes_ -= signed_bits((*found)->row.have);
    return rows_.change("DELETE FROM blob WHERE stream = ? AND hash = ?", bytes_of(stream_.value),
                        bytes_of(hash.value));
}

} // namespace hypha::edge

// What is asked of the embedded store beside syncing: counting, removing, copying. See served_store.hpp.
#include "edge/store/sqlite_edge_store.hpp"

#include <chrono>
#include <cstdint>
#include <set>
#include <system_error>

#include "core/base/hex.hpp"
#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {

using namespace sync;
using storage::Statement;
namespace fs = std::filesystem;

namespace {

std::uint64_t number(const Statement& row, int column) { return unsigned_bits(row.integer(column)); }

Result<StreamId> read_stream_id(const Statement& row) {
    StreamId id;
    const std::string_view bytes = view_of(row.blob(0));
    if (bytes.size() != id.value.size()) {
        return failure("database_corrupt", "a stream's number");
    }
    std::ranges::copy(bytes, id.value.begin());
    return id;
}

std::uint64_t size_of(const fs::path& file) {
    std::error_code problem;
    const std::uintmax_t size = fs::file_size(file, problem);
    return problem ? 0 : size;
}

// The rows of one statement of our own, outside of a transaction.
template <typename Read, typename... Values>
Result<void> each_row(storage::Database& database, std::string_view sql, Read read, const Values&... values) {
    auto statement = database.prepare(sql);
    HYPHA_SYNC_TRY(statement);
    statement->bind(values...);
    for (;;) {
        const auto more = statement->step();
        HYPHA_SYNC_TRY(more);
        if (!*more) {
            return {};
        }
        HYPHA_SYNC_TRY(read(*statement));
    }
}

} // namespace

Result<std::vector<StreamId>> SqliteEdgeStore::streams_after(const std::optional<StreamId>& after, std::size_t limit) {
    std::vector<StreamId> found;
    const std::span<const std::byte> from =
        after ? bytes_of(after->value) : bytes_of(std::string_view("")); // empty, not NULL
    HYPHA_SYNC_TRY(each_row(
        *database_, "SELECT id FROM stream WHERE id > ? ORDER BY id LIMIT ?",
        [&](const Statement& row) -> Result<void> {
            auto id = read_stream_id(row);
            HYPHA_SYNC_TRY(id);
            found.push_back(*id);
            return {};
        },
        from, limit));
    return found;
}

Result<StoreFigures> SqliteEdgeStore::store_figures() {
    StoreFigures figures;
    HYPHA_SYNC_TRY(each_row(*database_,
                            "SELECT (SELECT count(*) FROM stream), count(*), coalesce(sum(have), 0) FROM blob",
                            [&](const Statement& row) -> Result<void> {
                                figures = {number(row, 0), number(row, 1), number(row, 2), 0, 0};
                                return {};
                            }));
    figures.database_bytes = size_of(folder_ / "edge.db");
    figures.log_bytes = size_of(folder_ / "edge.db-wal");
    return figures;
}

Result<std::vector<std::string>> SqliteEdgeStore::find_damage() {
    std::vector<std::string> found;
    HYPHA_SYNC_TRY(each_row(*database_, "PRAGMA integrity_check", [&](const Statement& row) -> Result<void> {
        if (row.text(0) != "ok") {
            found.push_back("database: " + row.text(0));
        }
        return {};
    }));
    return found;
}

Result<std::uint64_t> SqliteEdgeStore::sweep(std::int64_t age_ms) {
    std::uint64_t gone = 0;
    std::error_code problem;
    const auto before = fs::file_time_type::clock::now() - std::chrono::milliseconds(age_ms);
    for (fs::directory_iterator folder(folder_ / "blobs", problem), end; !problem && folder != end;
         folder.increment(problem)) {
        StreamId stream;
        if (!folder->is_directory() || !from_hex(folder->path().filename().string(), stream.value)) {
            continue; // nothing of ours
        }
        std::vector<fs::path> old;
        for (const auto& entry : fs::directory_iterator(folder->path(), problem)) {
            std::error_code vanished;
            const auto written = fs::last_write_time(entry.path(), vanished);
            if (!vanished && written <= before) {
                old.push_back(entry.path());
            }
        }
        if (old.empty()) {
            continue;
        }
        // The names come after the files: a file that is not among them then has been without a row since before it was seen.
        std::set<std::string> named;
        HYPHA_SYNC_TRY(each_row(
            *database_, "SELECT file FROM blob WHERE stream = ?",
            [&](const Statement& row) -> Result<void> {
                named.insert(row.text(0));
                return {};
            },
            bytes_of(stream.value)));
        for (const fs::path& file : old) {
            std::error_code kept;
            if (!named.contains(file.filename().string()) && fs::remove(file, kept)) {
                ++gone;
            }
        }
    }
    return gone;
}

Result<void> SqliteEdgeStore::settle() {
    bool busy = false;
    HYPHA_SYNC_TRY(each_row(*database_, "PRAGMA wal_checkpoint(TRUNCATE)", [&](const Statement& row) -> Result<void> {
        busy = row.integer(0) != 0;
        return {};
    }));
    return busy ? failure("storage_unavailable", "somebody reads the database: its log could not be emptied")
                : Result<void>{};
}

Result<StreamFigures> SqliteEdgeStore::figures() {
    StreamFigures figures;
    const auto count = [&](std::string_view sql, auto read) -> Result<void> {
        const auto done = rows_.all(
            sql,
            [&](const Statement& row) -> Result<int> {
                read(row);
                return 0;
            },
            bytes_of(stream_.value));
        return done ? Result<void>{} : std::unexpected(done.error());
    };
    HYPHA_SYNC_TRY(count("SELECT count(*), coalesce(sum(length(operation)), 0) FROM op WHERE stream = ?",
                         [&](const Statement& row) {
                             figures.operations = number(row, 0);
                             figures.operation_bytes = number(row, 1);
                         }));
    HYPHA_SYNC_TRY(count("SELECT count(*), coalesce(sum(length(operation)), 0) FROM waiting WHERE stream = ?",
                         [&](const Statement& row) {
                             figures.waiting = number(row, 0);
                             figures.operation_bytes += number(row, 1);
                         }));
    HYPHA_SYNC_TRY(
        count("SELECT count(*), coalesce(sum(octet_length(table_name) + length(row_key) + "
              "octet_length(column_name) + length(seen) + length(value) + 32), 0) FROM cell WHERE stream = ?",
              [&](const Statement& row) {
                  figures.cells = number(row, 0);
                  figures.cell_bytes = number(row, 1);
              }));
    HYPHA_SYNC_TRY(
        count("SELECT count(*), coalesce(sum(have), 0) FROM blob WHERE stream = ?", [&](const Statement& row) {
            figures.blobs = number(row, 0);
            figures.blob_bytes = number(row, 1);
        }));
    HYPHA_SYNC_TRY(count("SELECT count(DISTINCT device), coalesce(max(added_ms), 0) FROM batch WHERE stream = ?",
                         [&](const Statement& row) {
                             figures.devices = number(row, 0);
                             figures.last_ms = row.integer(1);
                         }));
    return figures;
}

Result<void> SqliteEdgeStore::set_usage(std::uint64_t bytes) {
    grown_bytes_ = 0;
    return rows_.change("UPDATE stream SET bytes = ? WHERE id = ?", signed_bits(bytes), bytes_of(stream_.value));
}

Result<void> SqliteEdgeStore::set_quota(std::optional<std::uint64_t> bytes) {
    const std::optional<std::int64_t> quota = bytes ? std::optional(ordered_bits(*bytes)) : std::nullopt;
    return rows_.change("INSERT INTO stream(id, epoch, seq, seq_check, horizon_seq, horizon_check, hlc, quota) "
                        "VALUES(?, 0, 0, 0, 0, 0, 0, ?) ON CONFLICT(id) DO UPDATE SET quota = excluded.quota",
                        bytes_of(stream_.value), quota);
}

Result<std::vector<std::pair<BlobHash, BlobRow>>> SqliteEdgeStore::blobs_after(const BlobHash& hash,
                                                                               std::size_t limit) {
    return rows_.all(
        "SELECT hash, size, have, whole FROM blob WHERE stream = ? AND hash > ? ORDER BY hash LIMIT ?",
        [](const Statement& row) -> Result<std::pair<BlobHash, BlobRow>> {
            const auto name = unpack_hash(view_of(row.blob(0)));
            HYPHA_SYNC_TRY(name);
            return std::pair(*name, BlobRow{number(row, 1), number(row, 2), row.integer(3) != 0});
        },
        bytes_of(stream_.value), bytes_of(hash.value), limit);
}

Result<std::vector<std::pair<std::int64_t, Operation>>> SqliteEdgeStore::waiting_after(std::int64_t number,
                                                                                       std::size_t limit) {
    return rows_.all(
        "SELECT no, operation FROM waiting WHERE stream = ? AND no > ? ORDER BY no LIMIT ?",
        [](const Statement& row) -> Result<std::pair<std::int64_t, Operation>> {
            auto operation = unpack_operation(view_of(row.blob(1)));
            HYPHA_SYNC_TRY(operation);
            return std::pair(row.integer(0), *std::move(operation));
        },
        bytes_of(stream_.value), number, limit);
}

Result<std::uint64_t> SqliteEdgeStore::erase_some(std::size_t limit) {
    const auto files = rows_.all(
        "SELECT file FROM blob WHERE stream = ? ORDER BY hash LIMIT ?",
        [](const Statement& row) -> Result<std::string> { return row.text(0); }, bytes_of(stream_.value), limit);
    HYPHA_SYNC_TRY(files);
    for (const std::string& file : *files) {
        dropped_.push_back({stream_, file});
    }
    std::int64_t gone = 0;
    const auto erase = [&](std::string_view sql) -> Result<void> {
        auto done = rows_.change(sql, bytes_of(stream_.value), bytes_of(stream_.value), limit);
        gone += done ? database_->changed_rows() : 0;
        return done;
    };
    HYPHA_SYNC_TRY(erase("DELETE FROM blob WHERE stream = ? AND hash IN "
                         "(SELECT hash FROM blob WHERE stream = ? ORDER BY hash LIMIT ?)"));
    HYPHA_SYNC_TRY(erase("DELETE FROM op WHERE stream = ? AND seq IN "
                         "(SELECT seq FROM op WHERE stream = ? ORDER BY seq LIMIT ?)"));
    HYPHA_SYNC_TRY(erase("DELETE FROM cell WHERE stream = ? AND (table_name, row_key, column_name) IN "
                         "(SELECT table_name, row_key, column_name FROM cell WHERE stream = ? LIMIT ?)"));
    HYPHA_SYNC_TRY(erase("DELETE FROM waiting_blob WHERE stream = ? AND (hash, no) IN "
                         "(SELECT hash, no FROM waiting_blob WHERE stream = ? LIMIT ?)"));
    HYPHA_SYNC_TRY(
        erase("DELETE FROM waiting WHERE stream = ? AND no IN (SELECT no FROM waiting WHERE stream = ? LIMIT ?)"));
    HYPHA_SYNC_TRY(erase("DELETE FROM batch WHERE stream = ? AND (device, no) IN "
                         "(SELECT device, no FROM batch WHERE stream = ? LIMIT ?)"));
    // As few as one person's devices: without a limit.
    const auto erase_all = [&](std::string_view sql) -> Result<void> {
        auto done = rows_.change(sql, bytes_of(stream_.value));
        gone += done ? database_->changed_rows() : 0;
        return done;
    };
    HYPHA_SYNC_TRY(erase_all("DELETE FROM offer WHERE stream = ?"));
    HYPHA_SYNC_TRY(erase_all("DELETE FROM challenge WHERE stream = ?"));
    HYPHA_SYNC_TRY(erase_all("DELETE FROM device WHERE stream = ?"));
    HYPHA_SYNC_TRY(erase_all("DELETE FROM account WHERE stream = ?"));
    return static_cast<std::uint64_t>(gone);
}

} // namespace hypha::edge

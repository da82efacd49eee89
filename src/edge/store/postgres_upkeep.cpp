// What is asked of the shared store beside syncing: counting and removing. See served_store.hpp. It has no files of its own: nothing
// to sweep, and whether its pages are sound the server knows (data checksums, pg_amcheck).
#include "edge/store/postgres_edge_store.hpp"

#include <algorithm>
#include <utility>

#include "core/sync/attempt.hpp"
#include "edge/store/packed_rows.hpp"

namespace hypha::edge {

using namespace sync;

namespace {

std::uint64_t number(const PostgresRows& rows, int row, int column) { return unsigned_bits(rows.number(row, column)); }

} // namespace

Result<std::vector<StreamId>> PostgresEdgeStore::streams_after(const std::optional<StreamId>& after,
                                                               std::size_t limit) {
    HYPHA_SYNC_TRY(connection_.open());
    const std::span<const std::byte> from =
        after ? bytes_of(after->value) : bytes_of(std::string_view("")); // empty, not NULL
    const auto rows =
        connection_.ask("SELECT id FROM stream WHERE id > $1 ORDER BY id LIMIT $2", {from, ordered_bits(limit)});
    HYPHA_SYNC_TRY(rows);
    std::vector<StreamId> found;
    for (int row = 0; row < rows->size(); ++row) {
        StreamId id;
        if (rows->bytes(row, 0).size() != id.value.size()) {
            return failure("database_corrupt", "a stream's number");
        }
        std::ranges::copy(rows->bytes(row, 0), id.value.begin());
        found.push_back(id);
    }
    return found;
}

Result<StoreFigures> PostgresEdgeStore::store_figures() {
    HYPHA_SYNC_TRY(connection_.open());
    const auto rows = connection_.ask(
        "SELECT (SELECT count(*) FROM stream)::bigint, count(*)::bigint, coalesce(sum(have), 0)::bigint FROM blob");
    HYPHA_SYNC_TRY(rows);
    StoreFigures figures{number(*rows, 0, 0), number(*rows, 0, 1), number(*rows, 0, 2), 0, 0};
    // Not all that speak PostgreSQL's language have it.
    if (const auto size = connection_.ask("SELECT pg_database_size(current_database())::bigint")) {
        figures.database_bytes = number(*size, 0, 0);
    }
    return figures;
}

Result<std::vector<std::string>> PostgresEdgeStore::find_damage() { return std::vector<std::string>{}; }

Result<std::uint64_t> PostgresEdgeStore::sweep(std::int64_t) { return 0; }

Result<void> PostgresEdgeStore::settle() { return {}; }

Result<StreamFigures> PostgresEdgeStore::figures() {
    const auto count = [&](std::string_view sql) { return ask(sql, {bytes_of(stream_.value)}); };
    const auto operations =
        count("SELECT count(*)::bigint, coalesce(sum(octet_length(operation)), 0)::bigint FROM op WHERE stream = $1");
    HYPHA_SYNC_TRY(operations);
    const auto waiting = count(
        "SELECT count(*)::bigint, coalesce(sum(octet_length(operation)), 0)::bigint FROM waiting WHERE stream = $1");
    HYPHA_SYNC_TRY(waiting);
    const auto cells = count("SELECT count(*)::bigint, coalesce(sum(octet_length(table_name) + octet_length(row_key) + "
                             "octet_length(column_name) + octet_length(seen) + octet_length(value) + 32), 0)::bigint "
                             "FROM cell WHERE stream = $1");
    HYPHA_SYNC_TRY(cells);
    const auto blobs = count("SELECT count(*)::bigint, coalesce(sum(have), 0)::bigint FROM blob WHERE stream = $1");
    HYPHA_SYNC_TRY(blobs);
    const auto batches =
        count("SELECT count(DISTINCT device)::bigint, coalesce(max(added_ms), 0)::bigint FROM batch WHERE stream = $1");
    HYPHA_SYNC_TRY(batches);
    StreamFigures figures;
    figures.operations = number(*operations, 0, 0);
    figures.operation_bytes = number(*operations, 0, 1) + number(*waiting, 0, 1);
    figures.waiting = number(*waiting, 0, 0);
    figures.cells = number(*cells, 0, 0);
    figures.cell_bytes = number(*cells, 0, 1);
    figures.blobs = number(*blobs, 0, 0);
    figures.blob_bytes = number(*blobs, 0, 1);
    figures.devices = number(*batches, 0, 0);
    figures.last_ms = batches->number(0, 1);
    return figures;
}

Result<void> PostgresEdgeStore::set_usage(std::uint64_t bytes) {
    grown_bytes_ = 0;
    usage_.bytes = bytes;
    return change("UPDATE stream SET bytes = $2 WHERE id = $1", {bytes_of(stream_.value), signed_bits(bytes)});
}

Result<void> PostgresEdgeStore::set_quota(std::optional<std::uint64_t> bytes) {
    usage_.quota = bytes;
    return change(
        "UPDATE stream SET quota = $2 WHERE id = $1",
        {bytes_of(stream_.value), bytes ? PostgresParameter(ordered_bits(*bytes)) : PostgresParameter::null()});
}

Result<std::vector<std::pair<BlobHash, BlobRow>>> PostgresEdgeStore::blobs_after(const BlobHash& hash,
                                                                                 std::size_t limit) {
    const auto rows =
        ask("SELECT hash, size, have, whole FROM blob WHERE stream = $1 AND hash > $2 ORDER BY hash LIMIT $3",
            {bytes_of(stream_.value), bytes_of(hash.value), ordered_bits(limit)});
    HYPHA_SYNC_TRY(rows);
    std::vector<std::pair<BlobHash, BlobRow>> found;
    for (int row = 0; row < rows->size(); ++row) {
        const auto name = unpack_hash(rows->bytes(row, 0));
        HYPHA_SYNC_TRY(name);
        found.emplace_back(*name, BlobRow{number(*rows, row, 1), number(*rows, row, 2), rows->number(row, 3) != 0});
    }
    return found;
}

Result<std::vector<std::pair<std::int64_t, Operation>>> PostgresEdgeStore::waiting_after(std::int64_t number_before,
                                                                                         std::size_t limit) {
    const auto rows = ask("SELECT no, operation FROM waiting WHERE stream = $1 AND no > $2 ORDER BY no LIMIT $3",
                          {bytes_of(stream_.value), number_before, ordered_bits(limit)});
    HYPHA_SYNC_TRY(rows);
    std::vector<std::pair<std::int64_t, Operation>> found;
    for (int row = 0; row < rows->size(); ++row) {
        auto operation = unpack_operation(rows->bytes(row, 1));
        HYPHA_SYNC_TRY(operation);
        found.emplace_back(rows->number(row, 0), *std::move(operation));
    }
    return found;
}

Result<std::uint64_t> PostgresEdgeStore::erase_some(std::size_t limit) {
    std::uint64_t gone = 0;
    const auto erase = [&](std::string_view sql) -> Result<void> {
        const auto rows = ask(sql, {bytes_of(stream_.value), ordered_bits(limit)});
        HYPHA_SYNC_TRY(rows);
        gone += number(*rows, 0, 0);
        return {};
    };
    HYPHA_SYNC_TRY(erase("WITH gone AS (DELETE FROM blob_part WHERE stream = $1 AND (hash, starts) IN "
                         "(SELECT hash, starts FROM blob_part WHERE stream = $1 LIMIT $2) RETURNING 1) "
                         "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase("WITH gone AS (DELETE FROM blob WHERE stream = $1 AND hash IN "
                         "(SELECT hash FROM blob WHERE stream = $1 LIMIT $2) RETURNING 1) "
                         "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase("WITH gone AS (DELETE FROM op WHERE stream = $1 AND seq IN "
                         "(SELECT seq FROM op WHERE stream = $1 LIMIT $2) RETURNING 1) "
                         "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase("WITH gone AS (DELETE FROM cell WHERE stream = $1 AND (table_name, row_key, column_name) IN "
                         "(SELECT table_name, row_key, column_name FROM cell WHERE stream = $1 LIMIT $2) RETURNING 1) "
                         "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase("WITH gone AS (DELETE FROM waiting_blob WHERE stream = $1 AND (hash, no) IN "
                         "(SELECT hash, no FROM waiting_blob WHERE stream = $1 LIMIT $2) RETURNING 1) "
                         "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase("WITH gone AS (DELETE FROM waiting WHERE stream = $1 AND no IN "
                         "(SELECT no FROM waiting WHERE stream = $1 LIMIT $2) RETURNING 1) "
                         "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase("WITH gone AS (DELETE FROM batch WHERE stream = $1 AND (device, no) IN "
                         "(SELECT device, no FROM batch WHERE stream = $1 LIMIT $2) RETURNING 1) "
                         "SELECT count(*)::bigint FROM gone"));
    const auto erase_all = [&](std::string_view sql) -> Result<void> {
        const auto rows = ask(sql, {bytes_of(stream_.value)});
        HYPHA_SYNC_TRY(rows);
        gone += number(*rows, 0, 0);
        return {};
    };
    HYPHA_SYNC_TRY(erase_all("WITH gone AS (DELETE FROM offer WHERE stream = $1 RETURNING 1) "
                             "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase_all("WITH gone AS (DELETE FROM challenge WHERE stream = $1 RETURNING 1) "
                             "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase_all("WITH gone AS (DELETE FROM device WHERE stream = $1 RETURNING 1) "
                             "SELECT count(*)::bigint FROM gone"));
    HYPHA_SYNC_TRY(erase_all("WITH gone AS (DELETE FROM account WHERE stream = $1 RETURNING 1) "
                             "SELECT count(*)::bigint FROM gone"));
    return gone;
}

} // namespace hypha::edge

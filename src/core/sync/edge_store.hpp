// What an edge keeps, as a port: streams, batches, operations, cells, blobs; every row is found by its stream first, so that a
// store may be sharded by it. begin(stream) to commit is one serialisable transaction on one stream: two that overlap end as if one
// had come after the other. Commit means durable. The counter of operations is in the stream's row, never a sequence of the
// database: a sequence is not handed out in the order of commits, and a cursor over it misses rows.
// Every implementation must pass tests/contract/edge_store_contract.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/sync/operation.hpp"
#include "core/sync/wire.hpp"

namespace hypha::sync {

struct StreamRow {
    std::uint64_t epoch = 0;
    wire::Point last;    // the last operation
    wire::Point horizon; // operations up to here are only cells any more
    Hlc hlc;
    bool operator==(const StreamRow&) const = default;
};

struct BatchRow {
    std::uint64_t digest = 0;
    std::string reply;
    std::int64_t added_ms = 0;
    bool operator==(const BatchRow&) const = default;
};

struct OperationRow {
    wire::Point at;
    DeviceId pushed_by;
    std::uint64_t batch_no = 0;
    std::int64_t added_ms = 0;
    Operation operation;
    bool operator==(const OperationRow&) const = default;
};

struct BlobRow {
    std::uint64_t size = 0;
    std::uint64_t have = 0;
    bool whole = false;
    bool operator==(const BlobRow&) const = default;
};

// What a stream takes: operations, cells that operations have become, and blobs. Counted as it grows; what compaction or a drop
// gives back may be counted later.
struct Usage {
    std::uint64_t bytes = 0;
    std::optional<std::uint64_t> quota; // of this stream alone
    bool operator==(const Usage&) const = default;
};

class EdgeStore {
public:
    virtual ~EdgeStore() = default;

    virtual Result<void> begin(const StreamId& stream) = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;

    // All below speak of the stream of the transaction.
    virtual Result<std::optional<StreamRow>> stream() = 0;
    virtual Result<void> put_stream(const StreamRow& row) = 0;
    virtual Result<Usage> usage() = 0;

    virtual Result<std::uint64_t> last_batch(DeviceId device) = 0; // 0: none
    virtual Result<std::optional<BatchRow>> batch(DeviceId device, std::uint64_t batch_no) = 0;
    virtual Result<void> put_batch(DeviceId device, std::uint64_t batch_no, const BatchRow& row) = 0;

    virtual Result<std::optional<Cell>> cell(const CellName& name) = 0;
    virtual Result<void> put_cell(const CellName& name, const Cell& cell) = 0;
    // In the order of names (table, key, column; bytes).
    virtual Result<std::vector<std::pair<CellName, Cell>>> cells_after(const CellName& name, std::size_t limit) = 0;

    virtual Result<void> append_operation(const OperationRow& row) = 0;
    virtual Result<std::optional<OperationRow>> operation(std::uint64_t seq) = 0;
    virtual Result<std::vector<OperationRow>> operations_after(std::uint64_t seq, std::size_t limit) = 0;
    // Forgets operations up to seq, and batches added before; the last batch of a device stays, whatever its age.
    virtual Result<void> forget(std::uint64_t up_to_seq, std::int64_t batches_before_ms) = 0;

    // Operations that name a blob which is not whole yet; they have no point yet. In the order of put.
    virtual Result<void> put_waiting(const OperationRow& row) = 0;
    virtual Result<std::vector<OperationRow>> take_waiting(const BlobHash& hash) = 0;

    virtual Result<std::optional<BlobRow>> blob(const BlobHash& hash) = 0;
    virtual Result<void> append_blob(const BlobHash& hash, std::uint64_t size, const Bytes& part) = 0;
    virtual Result<Bytes> read_blob(const BlobHash& hash, std::uint64_t offset, std::size_t length) = 0;
    virtual Result<void> finish_blob(const BlobHash& hash) = 0;
    virtual Result<void> drop_blob(const BlobHash& hash) = 0;
};

} // namespace hypha::sync

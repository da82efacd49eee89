// An EdgeStore in memory. `streams` survive restart() and can be copied: a backup. `faults` says when it fails.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/sync/edge_store.hpp"
#include "fakes/fault_plan.hpp"
#include "fakes/undo_log.hpp"

namespace hypha::fakes {

class MemoryEdgeStore final : public sync::EdgeStore {
public:
    struct Blob {
        sync::BlobRow row;
        sync::Bytes bytes;
    };
    struct Stream {
        sync::StreamRow row;
        std::map<std::pair<sync::DeviceId, std::uint64_t>, sync::BatchRow> batches;
        std::map<sync::CellName, sync::Cell> cells;
        std::map<std::uint64_t, sync::OperationRow> operations;
        std::map<std::uint64_t, sync::OperationRow> waiting;
        std::map<sync::BlobHash, Blob> blobs;
        std::optional<std::uint64_t> quota;
        std::uint64_t used = 0;
    };

    std::map<sync::StreamId, Stream> streams;
    FaultPlan faults;

    void restart() {
        rollback();
        faults.restart();
    }

    Result<void> begin(const sync::StreamId& stream) override;
    Result<void> commit() override;
    void rollback() override;
    Result<std::optional<sync::StreamRow>> stream() override;
    Result<void> put_stream(const sync::StreamRow& row) override;
    Result<sync::Usage> usage() override;
    Result<std::uint64_t> last_batch(sync::DeviceId device) override;
    Result<std::optional<sync::BatchRow>> batch(sync::DeviceId device, std::uint64_t batch_no) override;
    Result<void> put_batch(sync::DeviceId device, std::uint64_t batch_no, const sync::BatchRow& row) override;
    Result<std::optional<sync::Cell>> cell(const sync::CellName& name) override;
    Result<void> put_cell(const sync::CellName& name, const sync::Cell& cell) override;
    Result<std::vector<std::pair<sync::CellName, sync::Cell>>> cells_after(const sync::CellName& name,
                                                                           std::size_t limit) override;
    Result<void> append_operation(const sync::OperationRow& row) override;
    Result<std::optional<sync::OperationRow>> operation(std::uint64_t seq) override;
    Result<std::vector<sync::OperationRow>> operations_after(std::uint64_t seq, std::size_t limit) override;
    Result<void> forget(std::uint64_t up_to_seq, std::int64_t batches_before_ms) override;
    Result<void> put_waiting(const sync::OperationRow& row) override;
    Result<std::vector<sync::OperationRow>> take_waiting(const sync::BlobHash& hash) override;
    Result<std::optional<sync::BlobRow>> blob(const sync::BlobHash& hash) override;
    Result<void> append_blob(const sync::BlobHash& hash, std::uint64_t size, const sync::Bytes& part) override;
    Result<sync::Bytes> read_blob(const sync::BlobHash& hash, std::uint64_t offset, std::size_t length) override;
    Result<void> finish_blob(const sync::BlobHash& hash) override;
    Result<void> drop_blob(const sync::BlobHash& hash) override;

private:
    template <typename Change> Result<void> changed(Change change);
    template <typename Look> auto looked(Look look) -> Result<decltype(look(std::declval<Stream&>()))>;

    UndoLog undo_;
    Stream* open_ = nullptr;
};

} // namespace hypha::fakes

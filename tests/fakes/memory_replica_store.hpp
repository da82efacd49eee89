// A ReplicaStore in memory whose `rows` survive restart(), can be copied (a cloned device) and looked at; `faults` says when it fails.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "core/sync/replica_store.hpp"
#include "fakes/fault_plan.hpp"
#include "fakes/undo_log.hpp"

namespace hypha::fakes {

class MemoryReplicaStore final : public sync::ReplicaStore {
public:
    struct Blob {
        sync::Bytes bytes;
        bool whole = false;
    };
    struct Rows {
        sync::ReplicaState state;
        std::map<sync::CellName, sync::Cell> cells;
        std::map<std::uint64_t, sync::OutboxRow> outbox;
        std::uint64_t next_ordinal = 1;
        std::map<std::uint64_t, sync::SetAside> aside;
        std::map<std::pair<sync::Transfer, sync::BlobHash>, bool> transfers;
        std::map<sync::BlobHash, Blob> blobs;
    };

    Rows rows;
    FaultPlan faults;

    void restart() {
        rollback();
        faults.restart();
    }

    Result<void> begin() override;
    Result<void> commit() override;
    void rollback() override;
    Result<sync::ReplicaState> state() override;
    Result<void> put_state(const sync::ReplicaState& state) override;
    Result<std::optional<sync::Cell>> cell(const sync::CellName& name) override;
    Result<void> put_cell(const sync::CellName& name, const sync::Cell& cell) override;
    Result<std::vector<std::pair<sync::CellName, sync::Cell>>> unconfirmed(std::uint64_t life,
                                                                           std::size_t limit) override;
    Result<std::vector<sync::OutboxRow>> outbox(std::size_t limit) override;
    Result<void> append_outbox(const sync::Operation& operation, bool fresh) override;
    Result<void> put_outbox(const sync::OutboxRow& row) override;
    Result<void> remove_outbox(std::uint64_t ordinal) override;
    Result<void> set_aside(const sync::SetAside& refused) override;
    Result<std::optional<sync::BlobHash>> next_transfer(sync::Transfer direction, const sync::BlobHash& after) override;
    Result<void> put_transfer(const sync::BlobHash& hash, sync::Transfer direction) override;
    Result<void> remove_transfer(const sync::BlobHash& hash, sync::Transfer direction) override;
    Result<std::uint64_t> blob_bytes(const sync::BlobHash& hash) override;
    Result<bool> blob_whole(const sync::BlobHash& hash) override;
    Result<sync::Bytes> read_blob(const sync::BlobHash& hash, std::uint64_t offset, std::size_t length) override;
    Result<void> append_blob(const sync::BlobHash& hash, const sync::Bytes& part) override;
    Result<void> finish_blob(const sync::BlobHash& hash) override;
    Result<void> drop_blob(const sync::BlobHash& hash) override;

private:
    template <typename Change> Result<void> changed(Change change);
    template <typename Look> auto looked(Look look) -> Result<decltype(look())>;

    UndoLog undo_;
    bool open_ = false;
};

} // namespace hypha::fakes

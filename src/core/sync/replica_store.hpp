// What a replica keeps, as a port: cells, outbox, blobs and the state of syncing. SQLite implements it in the app (the cells of
// tables it knows are their rows, the others stay opaque), memory in tests/fakes. begin to commit is one transaction: all or
// nothing after a crash at any moment, and what was read inside sees what was written inside. Errors are values; after one the
// caller rolls back. Every implementation must pass tests/contract/replica_store_contract.hpp.
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

struct ReplicaState {
    DeviceId device;
    std::vector<DeviceId> former; // ids that this replica had and a clone may still have
    StreamId stream;
    Hlc last_hlc;
    std::int64_t offset_ms = 0; // to the edge's clock
    std::uint64_t epoch = 0;
    // Counts the epochs that were heard: an edge that is restored twice can come back to one, and holds less than it did then.
    std::uint64_t life = 1;
    wire::Point cursor;      // pulled up to here
    wire::Point witness;     // the furthest point of this epoch that the edge told of
    std::uint64_t acked = 0; // the last batch that was answered
    std::uint64_t acked_digest = 0;
    std::uint64_t own_from = 1;
    std::uint64_t batch_operations = 0; // fewer than the limit after a batch was refused as a whole; 0 is the limit
    bool healing = false;               // a new epoch: what the edge has not shown once all is pulled is pushed again
    bool snapshot = false;
    CellName snapshot_after;
    wire::Point snapshot_start;
    bool operator==(const ReplicaState&) const = default;
};

struct OutboxRow {
    std::uint64_t ordinal = 0;
    std::uint64_t batch_no = 0; // 0: in no batch yet. A batch, once numbered, is sent as it is until it is answered
    bool fresh = false;         // written on this device and never acknowledged
    Operation operation;
    bool operator==(const OutboxRow&) const = default;
};

struct SetAside {
    Operation operation;
    std::string reason;
};

enum class Transfer { upload, download };

class ReplicaStore {
public:
    virtual ~ReplicaStore() = default;

    virtual Result<void> begin() = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;

    virtual Result<ReplicaState> state() = 0;
    virtual Result<void> put_state(const ReplicaState& state) = 0;

    virtual Result<std::optional<Cell>> cell(const CellName& name) = 0;
    virtual Result<void> put_cell(const CellName& name, const Cell& cell) = 0;
    // Up to `limit` cells that were not confirmed in `life`, in the order of their names.
    virtual Result<std::vector<std::pair<CellName, Cell>>> unconfirmed(std::uint64_t life, std::size_t limit) = 0;

    // Oldest first, in the order of their ordinals, which grow.
    virtual Result<std::vector<OutboxRow>> outbox(std::size_t limit) = 0;
    virtual Result<void> append_outbox(const Operation& operation, bool fresh) = 0;
    virtual Result<void> put_outbox(const OutboxRow& row) = 0;
    virtual Result<void> remove_outbox(std::uint64_t ordinal) = 0;
    virtual Result<void> set_aside(const SetAside& refused) = 0;

    // Blobs that wait for the network, in the order of their hashes, and the bytes that are here.
    virtual Result<std::optional<BlobHash>> next_transfer(Transfer direction, const BlobHash& after) = 0;
    virtual Result<void> put_transfer(const BlobHash& hash, Transfer direction) = 0;
    virtual Result<void> remove_transfer(const BlobHash& hash, Transfer direction) = 0;
    // Bytes of a blob that is whole, or of the part of a download that came; 0 where there is nothing.
    virtual Result<std::uint64_t> blob_bytes(const BlobHash& hash) = 0;
    virtual Result<bool> blob_whole(const BlobHash& hash) = 0;
    virtual Result<Bytes> read_blob(const BlobHash& hash, std::uint64_t offset, std::size_t length) = 0;
    virtual Result<void> append_blob(const BlobHash& hash, const Bytes& part) = 0;
    virtual Result<void> finish_blob(const BlobHash& hash) = 0;
    virtual Result<void> drop_blob(const BlobHash& hash) = 0;
};

// Clock and chance, from outside: the app gives ports::Clock and ports::Random, a test its own.
class Surroundings {
public:
    virtual ~Surroundings() = default;
    [[nodiscard]] virtual std::int64_t wall_ms() const = 0;
    virtual std::uint64_t random() = 0;
};

} // namespace hypha::sync

// One device's copy of a stream: what a person writes, what the edge answers, what others wrote. Each function is one transaction
// of the store, so that a row and its outbox row, or pulled operations and the cursor, are there together or not at all.
// It keeps nothing in memory: after a crash a new one over the same store goes on. The network is sync_session.hpp's.
// A new epoch (an edge restored from a backup) is healed from the cells, and so is whatever else leaves no sign that the edge has
// the history that we knew: a clone used our numbers, the log forgot our witness. What the edge did not show once all was pulled
// is pushed again, whoever wrote it and however long ago. So no log of acknowledged operations is kept here, for 90 days or at all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/sync/merge.hpp"
#include "core/sync/replica_store.hpp"
#include "core/sync/sealer.hpp"
#include "core/sync/seen.hpp"
#include "core/sync/wire.hpp"

namespace hypha::sync {

struct Write {
    std::string column;
    Bytes value;
    bool text = false; // a person's words
    std::optional<BlobHash> blob = std::nullopt;
};

class Replica {
public:
    // Without a sealer values travel as they are written. It is asked to open only what this device sealed and nobody has yet.
    Replica(ReplicaStore& store, Surroundings& surroundings, Sealer* sealer = nullptr)
        : store_(store), surroundings_(surroundings), sealer_(sealer) {}

    // A device that starts: an id by chance, in `stream`. Keeps what is there already.
    Result<void> join(const StreamId& stream);
    // "too_large" where the operation could never be sent; nothing is written then. `wall_ms`: when it was written, where that was
    // not now; a write is later than all that this replica had heard, whatever the time says.
    Result<void> write(const std::string& table, const Bytes& key, const std::vector<Write>& columns,
                       std::optional<std::int64_t> wall_ms = std::nullopt);
    // A blob that was written here; its operations are shown to others once it is whole on the edge.
    Result<void> add_blob(const BlobHash& hash, const Bytes& bytes);

    // The batch that waits for its answer, or the next one, which is numbered by this call. Empty: nothing waits.
    Result<std::vector<OutboxRow>> batch();
    Result<void> acknowledged(const std::vector<OutboxRow>& batch, const wire::PushReply& reply);
    // The batch as a whole was refused, though not for what it says: half of it next time; one operation alone is set aside.
    Result<void> refused(const std::vector<OutboxRow>& batch, const std::string& code);
    // The edge will never take this blob (too large, or not the bytes of its name): no longer sent, and reported.
    Result<void> blob_refused(const BlobHash& hash, const std::string& code);
    // All of a blob is there, and the edge's history was at `point` then.
    Result<void> blob_sent(const BlobHash& hash, std::uint64_t epoch, const wire::Point& point);
    Result<void> pulled(const wire::PullReply& reply);
    Result<void> snapshot_page(const wire::SnapshotReply& reply);
    Result<void> snapshot_needed();
    // The edge has another history than the one we knew. `expected` is the number of our next batch.
    Result<void> epoch_changed(const wire::Now& now, std::uint64_t expected);
    // Another replica pushes under our id (a copied profile, a restored device): a new one, also for what was not yet acknowledged.
    Result<void> renew_device();

private:
    Result<void> apply(ReplicaState& state, const Operation& operation);
    Result<void> keep_copy(const CellName& name, const Cell& lost);
    static void begin_healing(ReplicaState& state);
    Result<void> heal(ReplicaState& state);
    Result<void> unfreeze();
    Result<void> renew(ReplicaState& state);
    Result<void> renew_operation(const ReplicaState& state, DeviceId old, OutboxRow& row);
    Result<void> seal_again(const StreamId& stream, Operation& operation, DeviceId device);
    Result<void> acknowledge_operation(ReplicaState& state, const Operation& operation, Hlc hlc,
                                       const std::vector<Restamped>& again);
    Result<Hlc> restamp_waiting(const std::vector<Restamped>& again);
    Result<void> want_blob(const BlobHash& hash);
    static void reached(ReplicaState& state, const wire::Point& point);
    void hear(ReplicaState& state, const wire::Now& now);

    ReplicaStore& store_;
    Surroundings& surroundings_;
    Sealer* sealer_;
};

} // namespace hypha::sync

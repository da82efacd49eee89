// The edge's side of syncing as pure code over an EdgeStore: request bytes in, status and body out. `session` is the stream that
// the caller authenticated; a body that names another is refused as "forged_stream", which the caller logs.
// One request is one transaction. Numbered batches make a push idempotent: a repeat is answered with the bytes of the first
// answer, another body under a number that was used is another replica with the same id ("device_used").
// An edge that lost something (a restored backup, a failover) notices by what clients know: a number, a cursor or a check that it
// cannot have given. It starts a new epoch, a number by chance: a counter would name two histories alike after two restores.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/sync/edge_store.hpp"
#include "core/sync/limits.hpp"
#include "core/sync/replica_store.hpp"
#include "core/sync/sync_session.hpp"
#include "core/sync/wire.hpp"

namespace hypha::sync {

class Edge {
public:
    Edge(EdgeStore& store, Surroundings& surroundings, const EdgeLimits& limits = {})
        : store_(store), surroundings_(surroundings), limits_(limits) {}

    // Any request of a SyncSession.
    Reply answer(const StreamId& session, const Request& request);

    // After a restore from a backup: every client pushes again what this history lacks.
    Result<void> new_epoch(const StreamId& stream);
    // Operations and batches older than limits.kept_ms go; cells stay for ever.
    Result<void> compact(const StreamId& stream);

private:
    // A reply that is already bytes, or why not: Error::code is a code of wire::Refusal.
    using Body = Result<std::string>;
    Body push(const StreamId& session, std::string_view body);
    Body push_new(StreamRow& stream, const wire::Push& push, std::uint64_t digest);
    Body pull(const StreamId& session, std::string_view body);
    Body snapshot(const StreamId& session, std::string_view body);
    Body blob_up(const Request& request);
    Body blob_state(const BlobHash& hash);
    Body blob_whole(const BlobHash& hash, std::uint64_t size);
    Body blob_put(const Request& request);
    Body blob_get(const Request& request);

    Result<StreamRow> open_stream();
    Result<std::string> lost(StreamRow& stream, DeviceId device);
    Result<bool> knows_history(const StreamRow& stream, const wire::Point& point);
    Result<bool> waits_for_blob(const Operation& operation);
    Result<void> append(StreamRow& stream, OperationRow row);
    [[nodiscard]] std::string reason_against(const Operation& operation) const;
    [[nodiscard]] wire::Now as_of(const StreamRow& stream) const;
    std::string refuse(const StreamRow& stream, const char* code, std::uint64_t expected = 0);

    EdgeStore& store_;
    Surroundings& surroundings_;
    EdgeLimits limits_;
    int status_ = 200;
};

} // namespace hypha::sync

// The edge's side of syncing as pure code over an EdgeStore: request bytes in, status and body out. `session` is the stream that
// the caller authenticated; a body that names another is refused as "forged_stream", which the caller logs.
// One request is one transaction. Numbered batches make a push idempotent: a repeat is answered with the bytes of the first
// answer, another body under a number that was used is another replica with the same id ("device_used").
// An edge that lost something (a restored backup, a failover) notices by what clients know: a number, a cursor or a check that it
// cannot have given. It starts a new epoch, a number by chance: a counter would name two histories alike after two restores.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/sync/edge_store.hpp"
#include "core/sync/limits.hpp"
#include "core/sync/replica_store.hpp"
#include "core/sync/sha256.hpp"
#include "core/sync/sync_session.hpp"
#include "core/sync/wire.hpp"

namespace hypha::sync {

// What the last answer came to, for whoever counts. Of a transaction that failed it says what would have been.
struct Outcome {
    std::string code; // of a refusal
    std::size_t operations = 0;
    std::size_t set_aside = 0;
    std::size_t restamped = 0;
    std::size_t waiting = 0;
    std::size_t pulled = 0;
    std::optional<std::int64_t> oldest_ms; // when the first of them came here
    std::uint64_t blob_bytes_in = 0;
    std::uint64_t blob_bytes_out = 0;
    bool blob_whole = false;
    bool blob_wrong = false;
    bool new_epoch = false;
};

// A blob whose parts are all there, being summed up.
struct BlobCheck {
    BlobHash hash{};
    std::uint64_t size = 0;
    std::uint64_t at = 0;
    Sha256 sum{};
};

// The name of a history, from the one before it and the operation that follows. Never 0, which is the beginning.
std::uint64_t history_after(std::uint64_t before, const Operation& operation);

class Edge {
public:
    Edge(EdgeStore& store, Surroundings& surroundings, const EdgeLimits& limits = {})
        : store_(store), surroundings_(surroundings), limits_(limits) {}

    // Any request of a SyncSession.
    Reply answer(const StreamId& session, const Request& request);
    // Of the last answer: a blob that is too large to be summed up in it. The request is answered by check() then, not by the Reply.
    std::optional<BlobCheck> take_check() { return std::exchange(check_, std::nullopt); }
    // A transaction: sums up the next limits.check_bytes. Nothing: it is to be called again.
    std::optional<Reply> check(const StreamId& session, BlobCheck& check);
    [[nodiscard]] const Outcome& outcome() const { return outcome_; }

    // After a restore from a backup: every client pushes again what this history lacks.
    Result<void> new_epoch(const StreamId& stream);
    // Operations and batches older than limits.kept_ms go; cells stay for ever. At most limits.compact_operations go in one call;
    // answers how many, so that whoever wants all of them gone calls again until it is fewer.
    Result<std::size_t> compact(const StreamId& stream);

private:
    // A reply that is already bytes, or why not: Error::code is a code of wire::Refusal.
    using Body = Result<std::string>;
    Body push(const StreamId& session, std::string_view body);
    Body push_new(StreamRow& stream, const wire::Push& push, std::uint64_t digest);
    Body pull(const StreamId& session, std::string_view body);
    Body snapshot(const StreamId& session, std::string_view body);
    Body blob_up(const Request& request);
    Body blob_state(const BlobHash& hash);
    Body blob_checked(const BlobHash& hash, const Sha256::Digest& sum);
    Result<void> sum_up(BlobCheck& check);
    Body blob_put(const Request& request);
    Body blob_get(const Request& request);

    Result<StreamRow> open_stream();
    Result<bool> has_room(std::uint64_t bytes);
    Reply reply_of(const Body& body) const;
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
    Outcome outcome_;
    std::optional<BlobCheck> check_;
};

} // namespace hypha::sync

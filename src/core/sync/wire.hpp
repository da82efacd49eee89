// The wire: every body is one CBOR array [version 1, kind, fields…] of exactly the fields below; bytes beyond it are a mistake.
// CBOR, not JSON: values are sealed bytes (base64 costs a third), one changed column is about 50 bytes, and the deterministic
// form lets a digest stand for a batch. Compression is the transport's. Limits: limits.hpp; a decoder checks them before it copies.
// Errors: decode answers nothing for whatever is not wholly this message (a captive portal's page, a cut body): never an
// acknowledgement. A Refusal is a body too; http_status() maps it. Version rule: fields are never added to a version; another
// version is another number, an edge answers in the version it was asked in and refuses one it does not know ("newer_wire").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sync/operation.hpp"

namespace hypha::sync::wire {

inline constexpr std::uint64_t kVersion = 1;

// What every answer tells: the edge's clock, and the life of the stream it speaks of.
struct Now {
    Hlc hlc;
    std::int64_t wall_ms = 0;
    std::uint64_t epoch = 0;
    bool operator==(const Now&) const = default;
};

// A place in the history of a stream: `check` names all operations up to seq, so that two histories differ in it.
struct Point {
    std::uint64_t seq = 0;
    std::uint64_t check = 0;
    bool operator==(const Point&) const = default;
};

// POST /v1/push. epoch 0: this device has never heard one. `witness` is the furthest point that this device was told of: every
// request that can move it carries it, so that an edge which lost that point notices before it is forgotten.
struct Push {
    StreamId stream;
    std::uint64_t epoch = 0;
    Point witness;
    DeviceId device;
    std::uint64_t batch_no = 0;
    std::uint64_t previous = 0; // digest of the batch before, 0: not known; another one is another replica with our id
    std::vector<Operation> operations;
    bool operator==(const Push&) const = default;
};

// 200. The same bytes on every repeat of the batch.
struct PushReply {
    Now now;
    DeviceId device;
    std::uint64_t acked = 0;
    Point reached;
    std::vector<std::pair<std::uint64_t, std::string>> rejected; // index in the batch, reason
    std::vector<std::pair<std::uint64_t, Hlc>> restamped;        // index in the batch, its stamp from now on
    bool operator==(const PushReply&) const = default;
};

// GET /v1/pull, the cursor is stream:epoch:seq. `acked` is this device's last batch that was answered: with the checks of cursor
// and witness it lets an edge notice that it lost something, whatever it was,
// and that another replica has the same id.
// The device's own batches own_from..acked are not sent back.
struct Pull {
    StreamId stream;
    std::uint64_t epoch = 0;
    Point cursor;
    Point witness;
    std::uint64_t limit = 0;
    DeviceId device;
    std::uint64_t acked = 0;
    std::uint64_t acked_digest = 0; // of that batch; 0: not known
    std::uint64_t own_from = 1;
    bool operator==(const Pull&) const = default;
};

struct PullReply {
    Now now;
    std::uint64_t from = 0;
    Point next;
    bool more = false;
    bool device_shared = false; // another replica pushes under this device's id
    std::vector<Operation> operations;
    bool operator==(const PullReply&) const = default;
};

// GET /v1/snapshot, after a 410: all cells in the order of their names, from `after` on (all empty: from the beginning).
struct Snapshot {
    StreamId stream;
    std::uint64_t epoch = 0;
    CellName after;
    bool operator==(const Snapshot&) const = default;
};

// `start` is the cursor to pull from once the snapshot that began with this page is whole.
struct SnapshotReply {
    Now now;
    CellName after;
    CellName next; // to ask for the page that follows
    Point start;
    bool more = false;
    std::vector<Operation> cells; // one column each; words that lost come beside those that won
    bool operator==(const SnapshotReply&) const = default;
};

// Answer of HEAD and PUT /v1/blob/<hash>?offset=&size=&epoch=&seq=&check= (the witness): the edge holds the first `have` bytes.
struct BlobReply {
    BlobHash hash;
    std::uint64_t have = 0;
    bool whole = false;
    std::uint64_t epoch = 0;
    Point reached;
    bool operator==(const BlobReply&) const = default;
};

// Answer of GET /v1/blob/<hash>?offset=.
struct BlobPart {
    BlobHash hash;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    Bytes bytes;
    bool operator==(const BlobPart&) const = default;
};

// Anything but 200. Codes: gap, epoch_changed (push again from batch `expected`), device_used (another replica has this id),
// pull_first (the witness is not known here), snapshot_needed, malformed, newer_wire, too_large, forged_stream, blob_missing, blob_offset, blob_wrong,
// over_quota (this stream has no room left here), store_failed.
struct Refusal {
    Now now;
    std::string code;
    std::uint64_t expected = 0;
    bool operator==(const Refusal&) const = default;
};

int http_status(const Refusal& refusal);

std::string encode(const Push& message);
std::string encode(const PushReply& message);
std::string encode(const Pull& message);
std::string encode(const PullReply& message);
std::string encode(const Snapshot& message);
std::string encode(const SnapshotReply& message);
std::string encode(const BlobReply& message);
std::string encode(const BlobPart& message);
std::string encode(const Refusal& message);

std::optional<Push> decode_push(std::string_view body);
std::optional<PushReply> decode_push_reply(std::string_view body);
std::optional<Pull> decode_pull(std::string_view body);
std::optional<PullReply> decode_pull_reply(std::string_view body);
std::optional<Snapshot> decode_snapshot(std::string_view body);
std::optional<SnapshotReply> decode_snapshot_reply(std::string_view body);
std::optional<BlobReply> decode_blob_reply(std::string_view body);
std::optional<BlobPart> decode_blob_part(std::string_view body);
std::optional<Refusal> decode_refusal(std::string_view body);

// True for a body of this family in a version that is not ours.
bool other_version(std::string_view body);

} // namespace hypha::sync::wire

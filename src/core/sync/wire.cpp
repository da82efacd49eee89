// Over 300 lines because encoder and decoder of each message stand beside each other, field by field.
#include "core/sync/wire.hpp"

#include <algorithm>

#include "core/sync/cbor.hpp"
#include "core/sync/limits.hpp"
#include "core/sync/wire_operation.hpp"
#include "core/sync/wire_parts.hpp"

namespace hypha::sync::wire {
namespace {

using wire_parts::read_bool, wire_parts::read_bytes, wire_parts::view, wire_parts::wholly;

enum Kind : std::uint8_t {
    push = 1,
    push_reply,
    pull,
    pull_reply,
    snapshot,
    snapshot_reply,
    blob_reply,
    blob_part,
    refusal
};

constexpr std::size_t kMostReply_bytes = kPart_bytes + 1024;

CborWriter begin(Kind kind, std::size_t fields) { return wire_parts::begin(kVersion, kind, fields); }

CborReader open(std::string_view body, Kind kind, std::size_t fields, std::size_t most_bytes) {
    return wire_parts::open(body, kVersion, kind, fields, most_bytes);
}

constexpr std::size_t kNow = 3;

void write_now(CborWriter& out, const Now& now) {
    out.number(now.hlc.value).number(static_cast<std::uint64_t>(now.wall_ms)).number(now.epoch);
}

Now read_now(CborReader& in) {
    Now now;
    now.hlc.value = in.number();
    const std::uint64_t wall_ms = in.number();
    now.epoch = in.number();
    if (wall_ms > static_cast<std::uint64_t>(Hlc::kLast_ms)) {
        in.fail();
    }
    now.wall_ms = static_cast<std::int64_t>(wall_ms);
    return now;
}

void write_point(CborWriter& out, const Point& point) { out.number(point.seq).number(point.check); }

Point read_point(CborReader& in) {
    Point point;
    point.seq = in.number();
    point.check = in.number();
    return point;
}

void write_operations(CborWriter& out, const std::vector<Operation>& operations, DeviceId device) {
    out.array(operations.size());
    for (const Operation& operation : operations) {
        write_operation(out, operation, device);
    }
}

std::vector<Operation> read_operations(CborReader& in, DeviceId device) {
    std::vector<Operation> operations;
    const std::size_t count = in.array(kMostOperations);
    for (std::size_t i = 0; in.ok() && i < count; ++i) {
        operations.push_back(read_operation(in, device));
    }
    return operations;
}

void write_name(CborWriter& out, const CellName& name) { out.text(name.table).bytes(name.key).text(name.column); }

CellName read_name(CborReader& in) {
    CellName name;
    name.table = in.text(kMostName_bytes);
    name.key = in.bytes(kMostKey_bytes);
    name.column = in.text(kMostName_bytes + kKeptMark_bytes);
    return name;
}

} // namespace

int http_status(const Refusal& refusal) {
    const std::string& code = refusal.code;
    if (code == "gap" || code == "pull_first" || code == "epoch_changed" || code == "device_used" ||
        code == "blob_offset") {
        return 409;
    }
    if (code == "snapshot_needed") {
        return 410;
    }
    if (code == "forged_stream") {
        return 403;
    }
    if (code == "blob_missing") {
        return 404;
    }
    if (code == "too_large") {
        return 413;
    }
    if (code == "over_quota") {
        return 507;
    }
    return code == "blob_wrong" ? 422 : code == "store_failed" ? 503 : 400;
}

std::string encode(const Push& m) {
    CborWriter out = begin(Kind::push, 8);
    out.bytes(view(m.stream.value)).number(m.epoch);
    write_point(out, m.witness);
    out.number(m.device.value).number(m.batch_no).number(m.previous);
    write_operations(out, m.operations, m.device);
    return out.take();
}

std::optional<Push> decode_push(std::string_view body) {
    CborReader in = open(body, Kind::push, 8, kMostBody_bytes);
    Push m;
    read_bytes(in, m.stream.value);
    m.epoch = in.number();
    m.witness = read_point(in);
    m.device.value = in.number();
    m.batch_no = in.number();
    m.previous = in.number();
    m.operations = read_operations(in, m.device);
    if (m.batch_no == 0 || m.operations.empty()) {
        in.fail();
    }
    return wholly(in, std::move(m));
}

std::string encode(const PushReply& m) {
    CborWriter out = begin(Kind::push_reply, kNow + 6);
    write_now(out, m.now);
    out.number(m.device.value).number(m.acked);
    write_point(out, m.reached);
    out.array(m.rejected.size() * 2);
    for (const auto& [index, reason] : m.rejected) {
        out.number(index).text(reason);
    }
    out.array(m.restamped.size() * 2);
    for (const auto& [index, hlc] : m.restamped) {
        out.number(index).number(hlc.value);
    }
    return out.take();
}

std::optional<PushReply> decode_push_reply(std::string_view body) {
    CborReader in = open(body, Kind::push_reply, kNow + 6, kMostReply_bytes);
    PushReply m;
    m.now = read_now(in);
    m.device.value = in.number();
    m.acked = in.number();
    m.reached = read_point(in);
    const std::size_t rejected = in.array(kMostOperations * 2);
    if (rejected % 2 != 0) {
        in.fail();
    }
    for (std::size_t i = 0; in.ok() && i < rejected; i += 2) {
        const std::uint64_t index = in.number();
        m.rejected.emplace_back(index, in.text(kMostName_bytes));
    }
    const std::size_t restamped = in.array(kMostOperations * 2);
    if (restamped % 2 != 0) {
        in.fail();
    }
    for (std::size_t i = 0; in.ok() && i < restamped; i += 2) {
        const std::uint64_t index = in.number();
        m.restamped.emplace_back(index, Hlc{in.number()});
    }
    return wholly(in, std::move(m));
}

std::string encode(const Pull& m) {
    CborWriter out = begin(Kind::pull, 11);
    out.bytes(view(m.stream.value)).number(m.epoch);
    write_point(out, m.cursor);
    write_point(out, m.witness);
    out.number(m.limit);
    out.number(m.device.value).number(m.acked).number(m.acked_digest).number(m.own_from);
    return out.take();
}

std::optional<Pull> decode_pull(std::string_view body) {
    CborReader in = open(body, Kind::pull, 11, kMostBody_bytes);
    Pull m;
    read_bytes(in, m.stream.value);
    m.epoch = in.number();
    m.cursor = read_point(in);
    m.witness = read_point(in);
    m.limit = in.number();
    m.device.value = in.number();
    m.acked = in.number();
    m.acked_digest = in.number();
    m.own_from = in.number();
    return wholly(in, m);
}

std::string encode(const PullReply& m) {
    CborWriter out = begin(Kind::pull_reply, kNow + 6);
    write_now(out, m.now);
    out.number(m.from);
    write_point(out, m.next);
    out.number(m.more).number(m.device_shared);
    write_operations(out, m.operations, DeviceId{});
    return out.take();
}

std::optional<PullReply> decode_pull_reply(std::string_view body) {
    CborReader in = open(body, Kind::pull_reply, kNow + 6, kMostReply_bytes);
    PullReply m;
    m.now = read_now(in);
    m.from = in.number();
    m.next = read_point(in);
    m.more = read_bool(in);
    m.device_shared = read_bool(in);
    m.operations = read_operations(in, DeviceId{});
    return wholly(in, std::move(m));
}

std::string encode(const Snapshot& m) {
    CborWriter out = begin(Kind::snapshot, 5);
    out.bytes(view(m.stream.value)).number(m.epoch);
    write_name(out, m.after);
    return out.take();
}

std::optional<Snapshot> decode_snapshot(std::string_view body) {
    CborReader in = open(body, Kind::snapshot, 5, kMostBody_bytes);
    Snapshot m;
    read_bytes(in, m.stream.value);
    m.epoch = in.number();
    m.after = read_name(in);
    return wholly(in, std::move(m));
}

std::string encode(const SnapshotReply& m) {
    CborWriter out = begin(Kind::snapshot_reply, kNow + 10);
    write_now(out, m.now);
    write_name(out, m.after);
    write_name(out, m.next);
    write_point(out, m.start);
    out.number(m.more);
    write_operations(out, m.cells, DeviceId{});
    return out.take();
}

std::optional<SnapshotReply> decode_snapshot_reply(std::string_view body) {
    CborReader in = open(body, Kind::snapshot_reply, kNow + 10, kMostReply_bytes);
    SnapshotReply m;
    m.now = read_now(in);
    m.after = read_name(in);
    m.next = read_name(in);
    m.start = read_point(in);
    m.more = read_bool(in);
    m.cells = read_operations(in, DeviceId{});
    if (m.more && m.next <= m.after) {
        in.fail(); // it would be asked for again without end
    }
    return wholly(in, std::move(m));
}

std::string encode(const BlobReply& m) {
    CborWriter out = begin(Kind::blob_reply, 6);
    out.bytes(view(m.hash.value)).number(m.have).number(m.whole).number(m.epoch);
    write_point(out, m.reached);
    return out.take();
}

std::optional<BlobReply> decode_blob_reply(std::string_view body) {
    CborReader in = open(body, Kind::blob_reply, 6, kMostBody_bytes);
    BlobReply m;
    read_bytes(in, m.hash.value);
    m.have = in.number();
    m.whole = read_bool(in);
    m.epoch = in.number();
    m.reached = read_point(in);
    return wholly(in, m);
}

std::string encode(const BlobPart& m) {
    return begin(Kind::blob_part, 4).bytes(view(m.hash.value)).number(m.offset).number(m.size).bytes(m.bytes).take();
}

std::optional<BlobPart> decode_blob_part(std::string_view body) {
    CborReader in = open(body, Kind::blob_part, 4, kMostReply_bytes);
    BlobPart m;
    read_bytes(in, m.hash.value);
    m.offset = in.number();
    m.size = in.number();
    m.bytes = in.bytes(kPart_bytes);
    if (m.size > kMostBlob_bytes || m.offset > m.size || m.bytes.size() > m.size - m.offset) {
        in.fail();
    }
    return wholly(in, std::move(m));
}

std::string encode(const Refusal& m) {
    CborWriter out = begin(Kind::refusal, kNow + 2);
    write_now(out, m.now);
    return out.text(m.code).number(m.expected).take();
}

std::optional<Refusal> decode_refusal(std::string_view body) {
    CborReader in = open(body, Kind::refusal, kNow + 2, kMostBody_bytes);
    Refusal m;
    m.now = read_now(in);
    m.code = in.text(kMostName_bytes);
    m.expected = in.number();
    return wholly(in, std::move(m));
}

bool other_version(std::string_view body) {
    CborReader in(body);
    return in.array(64) >= 2 && in.number() != kVersion && in.ok();
}

} // namespace hypha::sync::wire

#include "storage/sync_packed.hpp"

#include "core/sync/cbor.hpp"
#include "core/sync/wire_operation.hpp"
#include "core/sync/wire_parts.hpp"

namespace hypha::storage {

using namespace sync;

namespace {

constexpr std::uint64_t kStateVersion = 1;
constexpr std::size_t kStateFields = 19;
constexpr std::size_t kMany = 1U << 20U;

void write_seen(CborWriter& out, const Seen& seen) {
    out.array(seen.size() * 2);
    for (const Stamp& stamp : seen) {
        out.number(stamp.device.value).number(stamp.hlc.value);
    }
}

wire::Point read_point(CborReader& in) {
    const std::uint64_t seq = in.number();
    return {seq, in.number()};
}

template <typename T> Result<T> wholly(const CborReader& in, T value, const char* what) {
    return in.finished() ? Result<T>(std::move(value)) : failure("database_corrupt", what);
}

} // namespace

std::string pack(const Operation& operation) {
    CborWriter out;
    wire::write_operation(out, operation, DeviceId{});
    return out.take();
}

Result<Operation> unpack_operation(std::string_view bytes) {
    CborReader in(bytes);
    Operation operation = wire::read_operation(in, DeviceId{});
    return wholly(in, std::move(operation), "an operation");
}

std::string pack(const Seen& seen) {
    CborWriter out;
    write_seen(out, seen);
    return out.take();
}

Result<Seen> unpack_seen(std::string_view bytes) {
    CborReader in(bytes);
    Seen seen;
    const std::size_t count = in.array(kMany);
    for (std::size_t i = 0; in.ok() && i < count / 2; ++i) {
        const DeviceId device{in.number()};
        seen.push_back({Hlc{in.number()}, device});
    }
    return count % 2 != 0 ? failure("database_corrupt", "what was seen") : wholly(in, std::move(seen), "what was seen");
}

std::string pack(const ReplicaState& state) {
    CborWriter out;
    out.array(kStateFields).number(kStateVersion).number(state.device.value).array(state.former.size());
    for (const DeviceId device : state.former) {
        out.number(device.value);
    }
    out.bytes(wire_parts::view(state.stream.value)).number(state.last_hlc.value);
    out.number(static_cast<std::uint64_t>(state.offset_ms)).number(state.epoch).number(state.life);
    for (const wire::Point& point : {state.cursor, state.witness}) {
        out.array(2).number(point.seq).number(point.check);
    }
    out.number(state.acked).number(state.acked_digest).number(state.own_from).number(state.batch_operations);
    out.number(state.healing ? 1 : 0).number(state.snapshot ? 1 : 0).array(3).bytes(state.snapshot_after.table);
    out.bytes(state.snapshot_after.key).bytes(state.snapshot_after.column);
    out.number(state.snapshot_start.seq).number(state.snapshot_start.check);
    return out.take();
}

Result<ReplicaState> unpack_state(std::string_view bytes) {
    CborReader in(bytes);
    ReplicaState state;
    in.array_of(kStateFields);
    if (in.number() != kStateVersion) {
        in.fail();
    }
    state.device.value = in.number();
    const std::size_t former = in.array(kMany);
    for (std::size_t i = 0; in.ok() && i < former; ++i) {
        state.former.push_back({in.number()});
    }
    wire_parts::read_bytes(in, state.stream.value);
    state.last_hlc.value = in.number();
    state.offset_ms = static_cast<std::int64_t>(in.number());
    state.epoch = in.number();
    state.life = in.number();
    for (wire::Point* point : {&state.cursor, &state.witness}) {
        in.array_of(2);
        *point = read_point(in);
    }
    state.acked = in.number();
    state.acked_digest = in.number();
    state.own_from = in.number();
    state.batch_operations = in.number();
    state.healing = wire_parts::read_bool(in);
    state.snapshot = wire_parts::read_bool(in);
    in.array_of(3);
    state.snapshot_after.table = in.bytes(kMany);
    state.snapshot_after.key = in.bytes(kMany);
    state.snapshot_after.column = in.bytes(kMany);
    state.snapshot_start = read_point(in);
    return wholly(in, std::move(state), "the state of syncing");
}

Result<BlobHash> unpack_hash(std::string_view bytes) {
    BlobHash hash;
    if (bytes.size() != hash.value.size()) {
        return failure("database_corrupt", "a hash");
    }
    std::ranges::copy(bytes, hash.value.begin());
    return hash;
}

} // namespace hypha::storage

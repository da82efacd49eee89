// Over 300 lines because a push, a pull, a snapshot and a blob share the rules of one stream, and are read against each other.
#include "core/sync/edge.hpp"

#include <algorithm>

#include "core/sync/attempt.hpp"
#include "core/sync/cbor.hpp"
#include "core/sync/merge.hpp"
#include "core/sync/seen.hpp"
#include "core/sync/sha256.hpp"
#include "core/sync/wire_operation.hpp"

namespace hypha::sync {
namespace {

// The name of words that lost to a write which had not seen them: beside the cell, with a mark that no column of a client has.
// They stay, so that whoever comes by a snapshot meets both and keeps the copy, even where the author is gone and the log forgot.
CellName kept_name(const CellName& name, const Cell& lost) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string column = name.column + '~';
    for (const std::uint64_t half : {lost.authored.value, lost.stamp.device.value}) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            column += kDigits[static_cast<std::size_t>(half >> shift & 15)];
        }
    }
    return {name.table, name.key, column};
}

CellName without_mark(const CellName& name) {
    return {name.table, name.key, name.column.substr(0, name.column.find('~'))};
}

// The first answer to a batch. Whoever pushed it before hearing an epoch, and has heard of a newer one since, takes answers of
// that one alone; what the batch brought is in it.
std::string repeated(const std::string& answer, std::uint64_t epoch) {
    auto reply = wire::decode_push_reply(answer);
    if (!reply || epoch == 0 || reply->now.epoch == epoch) {
        return answer;
    }
    reply->now.epoch = epoch;
    return encode(*reply);
}

bool is_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

} // namespace

std::uint64_t history_after(std::uint64_t before, const Operation& operation) {
    CborWriter out;
    out.number(before);
    wire::write_operation(out, operation, DeviceId{});
    return first_number(sha256(out.written()));
}

Reply Edge::answer(const StreamId& session, const Request& request) {
    status_ = 200;
    outcome_ = {};
    check_.reset();
    const Body body = in_transaction(store_, session, [&]() -> Body {
        switch (request.kind) {
        case Request::Kind::push: return push(session, request.body);
        case Request::Kind::pull: return pull(session, request.body);
        case Request::Kind::snapshot: return snapshot(session, request.body);
        case Request::Kind::blob_state:
        case Request::Kind::blob_put: return blob_up(request);
        case Request::Kind::blob_get: return blob_get(request);
        }
        return refuse({}, "malformed");
    });
    if (!body) {
        check_.reset();
    }
    return reply_of(body);
}

Reply Edge::reply_of(const Body& body) const {
    return body ? Reply{status_, *body} : Reply{503, encode(wire::Refusal{{}, "store_failed", 0})};
}

std::string Edge::refuse(const StreamRow& stream, const char* code, std::uint64_t expected) {
    const wire::Refusal refusal{as_of(stream), code, expected};
    status_ = wire::http_status(refusal);
    outcome_.code = code;
    return encode(refusal);
}

wire::Now Edge::as_of(const StreamRow& stream) const { return {stream.hlc, surroundings_.wall_ms(), stream.epoch}; }

Result<StreamRow> Edge::open_stream() {
    auto row = store_.stream();
    HYPHA_SYNC_TRY(row);
    StreamRow stream = row->value_or(StreamRow{});
    if (stream.epoch == 0) {
        stream.epoch = surroundings_.random() | 1;
        HYPHA_SYNC_TRY(store_.put_stream(stream));
    }
    return stream;
}

Result<bool> Edge::has_room(std::uint64_t bytes) {
    const auto usage = store_.usage();
    HYPHA_SYNC_TRY(usage);
    const std::uint64_t quota = usage->quota.value_or(limits_.quota_bytes);
    return usage->bytes <= quota && bytes <= quota - usage->bytes;
}

// This history lacks what a client was given: a new epoch, in which every client pushes it again.
Result<std::string> Edge::lost(StreamRow& stream, DeviceId device) {
    outcome_.new_epoch = true;
    stream.epoch = surroundings_.random() | 1;
    HYPHA_SYNC_TRY(store_.put_stream(stream));
    auto last = store_.last_batch(device);
    HYPHA_SYNC_TRY(last);
    return refuse(stream, "gap", *last + 1);
}

Result<void> Edge::new_epoch(const StreamId& stream) {
    return in_transaction(store_, stream, [&]() -> Result<void> {
        auto row = open_stream();
        HYPHA_SYNC_TRY(row);
        row->epoch = surroundings_.random() | 1;
        return store_.put_stream(*row);
    });
}

std::string Edge::reason_against(const Operation& operation) const {
    if (!is_name(operation.table)) {
        return "bad_table";
    }
    for (const Column& column : operation.columns) {
        if (!is_name(column.name)) {
            return "bad_column";
        }
        if (column.value.size() > limits_.value_bytes) {
            return "value_too_large";
        }
    }
    return {};
}

Edge::Body Edge::push(const StreamId& session, std::string_view body) {
    auto stream = open_stream();
    HYPHA_SYNC_TRY(stream);
    if (body.size() > kMostBody_bytes) {
        return refuse(*stream, "too_large");
    }
    const auto push = wire::decode_push(body);
    if (!push) {
        return refuse(*stream, wire::other_version(body) ? "newer_wire" : "malformed");
    }
    if (push->stream != session) {
        return refuse(*stream, "forged_stream");
    }
    auto last = store_.last_batch(push->device);
    HYPHA_SYNC_TRY(last);
    if (push->epoch != 0 && push->epoch != stream->epoch) {
        return refuse(*stream, "epoch_changed", *last + 1);
    }
    // Of the operations alone: epoch and witness may have become known between a batch and its repeat.
    const std::uint64_t digest = wire::digest(push->operations, push->device);
    if (push->batch_no <= *last) {
        auto batch = store_.batch(push->device, push->batch_no);
        HYPHA_SYNC_TRY(batch);
        return *batch && (*batch)->digest == digest ? Body(repeated((*batch)->reply, push->epoch))
                                                    : Body(refuse(*stream, "device_used"));
    }
    auto witnessed = knows_history(*stream, push->witness);
    HYPHA_SYNC_TRY(witnessed);
    if (!*witnessed || push->batch_no > *last + 1) {
        return lost(*stream, push->device);
    }
    auto before = store_.batch(push->device, *last);
    HYPHA_SYNC_TRY(before);
    if (*before && push->previous != 0 && (*before)->digest != push->previous) {
        return refuse(*stream, "device_used");
    }
    auto room = has_room(body.size());
    HYPHA_SYNC_TRY(room);
    return *room ? push_new(*stream, *push, digest) : Body(refuse(*stream, "over_quota"));
}

Edge::Body Edge::push_new(StreamRow& stream, const wire::Push& push, std::uint64_t digest) {
    const std::int64_t wall_ms = surroundings_.wall_ms();
    const Hlc far_future = Hlc::at(wall_ms + kFarFuture_ms);
    wire::PushReply reply;
    std::vector<Restamped> again;
    for (std::size_t i = 0; i < push.operations.size(); ++i) {
        Operation operation = push.operations[i];
        if (const std::string reason = reason_against(operation); !reason.empty()) {
            reply.rejected.emplace_back(i, reason);
            continue;
        }
        if (operation.stamp.hlc > far_future) {
            again.push_back({operation.stamp, tick(stream.hlc, wall_ms)});
            operation.stamp.hlc = again.back().now;
            reply.restamped.emplace_back(i, operation.stamp.hlc);
        }
        stream.hlc = std::max(stream.hlc, operation.stamp.hlc);
        for (Column& column : operation.columns) {
            restamp(column.seen, again);
            clamp_before(column.seen, operation.stamp.hlc);
        }
        OperationRow row{{}, push.device, push.batch_no, wall_ms, std::move(operation)};
        auto waits = waits_for_blob(row.operation);
        HYPHA_SYNC_TRY(waits);
        outcome_.waiting += *waits ? 1 : 0;
        HYPHA_SYNC_TRY(*waits ? store_.put_waiting(row) : append(stream, std::move(row)));
    }
    outcome_.set_aside = reply.rejected.size();
    outcome_.restamped = reply.restamped.size();
    outcome_.operations = push.operations.size() - outcome_.set_aside;
    HYPHA_SYNC_TRY(store_.put_stream(stream));
    reply.now = as_of(stream);
    reply.device = push.device;
    reply.acked = push.batch_no;
    reply.reached = stream.last;
    std::string bytes = encode(reply);
    HYPHA_SYNC_TRY(store_.put_batch(push.device, push.batch_no, {digest, bytes, wall_ms}));
    return bytes;
}

Result<bool> Edge::waits_for_blob(const Operation& operation) {
    for (const Column& column : operation.columns) {
        if (column.blob) {
            auto blob = store_.blob(*column.blob);
            HYPHA_SYNC_TRY(blob);
            if (!*blob || !(*blob)->whole) {
                return true;
            }
        }
    }
    return false;
}

// Into cells and log. What changes no cell is not worth a place in the log, except a person's words that lost: whoever meets both
// versions there keeps the copy.
Result<void> Edge::append(StreamRow& stream, OperationRow row) {
    bool worth_telling = false;
    for (const Column& column : row.operation.columns) {
        const CellName name{row.operation.table, row.operation.key, column.name};
        auto cell = store_.cell(name);
        HYPHA_SYNC_TRY(cell);
        Merged merged = merge(*cell, cell_of(row.operation, column));
        worth_telling = worth_telling || merged.won || (column.text && !merged.repeated);
        if (merged.lost) {
            merged.lost->known.clear();
            HYPHA_SYNC_TRY(store_.put_cell(kept_name(name, *merged.lost), *merged.lost));
        }
        if (merged.won) {
            (*cell)->known.clear();
            HYPHA_SYNC_TRY(store_.put_cell(name, **cell));
        }
    }
    if (!worth_telling) {
        return {};
    }
    stream.last = {stream.last.seq + 1, history_after(stream.last.check, row.operation)};
    row.at = stream.last;
    return store_.append_operation(row);
}

Result<bool> Edge::knows_history(const StreamRow& stream, const wire::Point& point) {
    if (point.seq > stream.last.seq) {
        return false;
    }
    if (point.seq == 0 || point.seq < stream.horizon.seq) {
        return true; // nothing to compare
    }
    if (point.seq == stream.horizon.seq) {
        return point == stream.horizon;
    }
    auto row = store_.operation(point.seq);
    HYPHA_SYNC_TRY(row);
    return *row && (*row)->at == point;
}

Edge::Body Edge::pull(const StreamId& session, std::string_view body) {
    auto stream = open_stream();
    HYPHA_SYNC_TRY(stream);
    const auto pull = wire::decode_pull(body);
    if (!pull) {
        return refuse(*stream, wire::other_version(body) ? "newer_wire" : "malformed");
    }
    if (pull->stream != session) {
        return refuse(*stream, "forged_stream");
    }
    auto last = store_.last_batch(pull->device);
    HYPHA_SYNC_TRY(last);
    if (pull->epoch != 0 && pull->epoch != stream->epoch) {
        return refuse(*stream, "epoch_changed", *last + 1);
    }
    auto known = knows_history(*stream, pull->cursor);
    HYPHA_SYNC_TRY(known);
    auto witnessed = knows_history(*stream, pull->witness);
    HYPHA_SYNC_TRY(witnessed);
    if (!*known || !*witnessed || pull->acked > *last) {
        return lost(*stream, pull->device);
    }
    auto batch = store_.batch(pull->device, pull->acked);
    HYPHA_SYNC_TRY(batch);
    if (*batch && pull->acked_digest != 0 && (*batch)->digest != pull->acked_digest) {
        return refuse(*stream, "device_used");
    }
    if (pull->cursor.seq < stream->horizon.seq) {
        return refuse(*stream, "snapshot_needed");
    }
    const std::size_t limit =
        std::clamp<std::size_t>(static_cast<std::size_t>(pull->limit), 1, limits_.page_operations);
    auto rows = store_.operations_after(pull->cursor.seq, limit);
    HYPHA_SYNC_TRY(rows);
    wire::PullReply reply{as_of(*stream), pull->cursor.seq, pull->cursor, false, false, {}};
    std::size_t bytes = 0;
    for (OperationRow& row : *rows) {
        const bool own = row.pushed_by == pull->device && row.batch_no >= pull->own_from;
        if (!own || row.batch_no > pull->acked) {
            bytes += wire::size_bytes(row.operation);
            if (bytes > kFullBatch_bytes && !reply.operations.empty()) {
                break;
            }
            reply.operations.push_back(std::move(row.operation));
            outcome_.oldest_ms = std::min(outcome_.oldest_ms.value_or(row.added_ms), row.added_ms);
        }
        reply.device_shared = reply.device_shared || (own && row.batch_no > pull->acked);
        reply.next = row.at;
    }
    outcome_.pulled = reply.operations.size();
    reply.more = reply.next.seq < stream->last.seq;
    return encode(reply);
}

Edge::Body Edge::snapshot(const StreamId& session, std::string_view body) {
    auto stream = open_stream();
    HYPHA_SYNC_TRY(stream);
    const auto asked = wire::decode_snapshot(body);
    if (!asked) {
        return refuse(*stream, wire::other_version(body) ? "newer_wire" : "malformed");
    }
    if (asked->stream != session) {
        return refuse(*stream, "forged_stream");
    }
    if (asked->epoch != 0 && asked->epoch != stream->epoch) {
        return refuse(*stream, "epoch_changed", 1);
    }
    auto cells = store_.cells_after(asked->after, limits_.page_operations);
    HYPHA_SYNC_TRY(cells);
    wire::SnapshotReply reply{as_of(*stream), asked->after, asked->after, stream->last, false, {}};
    std::size_t bytes = 0;
    for (const auto& [name, cell] : *cells) {
        Operation operation = operation_of(without_mark(name), cell);
        bytes += wire::size_bytes(operation);
        if (bytes > kFullBatch_bytes && !reply.cells.empty()) {
            break;
        }
        reply.cells.push_back(std::move(operation));
        reply.next = name;
    }
    reply.more = reply.cells.size() < cells->size() || cells->size() == limits_.page_operations;
    return encode(reply);
}

Result<std::size_t> Edge::compact(const StreamId& stream) {
    return in_transaction(store_, stream, [&]() -> Result<std::size_t> {
        auto row = open_stream();
        HYPHA_SYNC_TRY(row);
        const std::int64_t before_ms = surroundings_.wall_ms() - limits_.kept_ms;
        std::size_t gone = 0;
        for (bool old = true; old && gone < limits_.compact_operations;) {
            auto rows =
                store_.operations_after(row->horizon.seq, std::min(kMostOperations, limits_.compact_operations - gone));
            HYPHA_SYNC_TRY(rows);
            old = !rows->empty();
            for (const OperationRow& operation : *rows) {
                if (operation.added_ms >= before_ms) {
                    old = false;
                    break;
                }
                row->horizon = operation.at;
                ++gone;
            }
        }
        HYPHA_SYNC_TRY(store_.forget(row->horizon.seq, before_ms));
        HYPHA_SYNC_TRY(store_.put_stream(*row));
        return gone;
    });
}

Edge::Body Edge::blob_state(const BlobHash& hash) {
    auto blob = store_.blob(hash);
    HYPHA_SYNC_TRY(blob);
    const BlobRow row = blob->value_or(BlobRow{});
    auto stream = open_stream();
    HYPHA_SYNC_TRY(stream);
    return encode(wire::BlobReply{hash, row.have, row.whole, stream->epoch, stream->last});
}

Edge::Body Edge::blob_up(const Request& request) {
    auto stream = open_stream();
    HYPHA_SYNC_TRY(stream);
    auto known = knows_history(*stream, request.witness);
    HYPHA_SYNC_TRY(known);
    if (!*known || request.epoch != stream->epoch) {
        return refuse(*stream, "pull_first");
    }
    return request.kind == Request::Kind::blob_state ? blob_state(request.hash) : blob_put(request);
}

// Parts come in order; one that is there already is answered like the first time.
Edge::Body Edge::blob_put(const Request& request) {
    auto blob = store_.blob(request.hash);
    HYPHA_SYNC_TRY(blob);
    BlobRow row = blob->value_or(BlobRow{request.size, 0, false});
    if (request.body.size() > limits_.part_bytes || request.size > limits_.blob_bytes) {
        return refuse({}, "too_large");
    }
    const bool repeated =
        row.size == request.size && request.offset < row.have && request.body.size() <= row.have - request.offset;
    if (row.whole || repeated) {
        return blob_state(request.hash);
    }
    if (row.size != request.size || request.offset != row.have || request.body.size() > row.size - row.have) {
        return refuse({}, "blob_offset");
    }
    auto room = has_room(row.size - row.have);
    HYPHA_SYNC_TRY(room);
    if (!*room) {
        return refuse({}, "over_quota");
    }
    HYPHA_SYNC_TRY(store_.append_blob(request.hash, row.size, request.body));
    outcome_.blob_bytes_in = request.body.size();
    if (row.have + request.body.size() < row.size) {
        return blob_state(request.hash);
    }
    BlobCheck check{request.hash, row.size, 0, {}};
    if (row.size > limits_.check_bytes) {
        check_ = check;
        return std::string();
    }
    HYPHA_SYNC_TRY(sum_up(check));
    return blob_checked(check.hash, check.sum.finish());
}

Result<void> Edge::sum_up(BlobCheck& check) {
    const std::uint64_t end = check.at + std::min(limits_.check_bytes, check.size - check.at);
    while (check.at < end) {
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(limits_.part_bytes, end - check.at));
        auto part = store_.read_blob(check.hash, check.at, length);
        HYPHA_SYNC_TRY(part);
        check.sum.add(*part);
        check.at += length;
    }
    return {};
}

// What others did meanwhile counts: the blob may be whole by now, or gone.
std::optional<Reply> Edge::check(const StreamId& session, BlobCheck& check) {
    status_ = 200;
    outcome_ = {};
    const BlobCheck before = check;
    bool goes_on = false;
    const Body body = in_transaction(store_, session, [&]() -> Body {
        auto blob = store_.blob(check.hash);
        HYPHA_SYNC_TRY(blob);
        if (*blob && (*blob)->whole) {
            return blob_state(check.hash);
        }
        if (!*blob || (*blob)->size != check.size || (*blob)->have != check.size) {
            return refuse({}, "blob_offset");
        }
        HYPHA_SYNC_TRY(sum_up(check));
        goes_on = check.at < check.size;
        return goes_on ? Body(std::string()) : blob_checked(check.hash, check.sum.finish());
    });
    if (!body) {
        check = before;
    }
    return body && goes_on ? std::nullopt : std::optional(reply_of(body));
}

// All parts are there: are they what their name says? Then the operations that waited for them are shown.
Edge::Body Edge::blob_checked(const BlobHash& hash, const Sha256::Digest& sum) {
    if (sum != hash.value) {
        outcome_.blob_wrong = true;
        HYPHA_SYNC_TRY(store_.drop_blob(hash));
        return refuse({}, "blob_wrong");
    }
    outcome_.blob_whole = true;
    HYPHA_SYNC_TRY(store_.finish_blob(hash));
    auto stream = open_stream();
    HYPHA_SYNC_TRY(stream);
    auto waiting = store_.take_waiting(hash);
    HYPHA_SYNC_TRY(waiting);
    for (OperationRow& operation : *waiting) {
        auto waits = waits_for_blob(operation.operation);
        HYPHA_SYNC_TRY(waits);
        operation.added_ms = surroundings_.wall_ms();
        HYPHA_SYNC_TRY(*waits ? store_.put_waiting(operation) : append(*stream, std::move(operation)));
    }
    HYPHA_SYNC_TRY(store_.put_stream(*stream));
    return blob_state(hash);
}

Edge::Body Edge::blob_get(const Request& request) {
    auto blob = store_.blob(request.hash);
    HYPHA_SYNC_TRY(blob);
    if (!*blob || !(*blob)->whole) {
        return refuse({}, "blob_missing");
    }
    const std::uint64_t size = (*blob)->size;
    if (request.offset > size) {
        return refuse({}, "blob_offset");
    }
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(limits_.part_bytes, size - request.offset));
    auto part = store_.read_blob(request.hash, request.offset, length);
    HYPHA_SYNC_TRY(part);
    outcome_.blob_bytes_out = part->size();
    return encode(wire::BlobPart{request.hash, request.offset, size, std::move(*part)});
}

} // namespace hypha::sync

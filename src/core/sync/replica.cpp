// Over 300 lines because each function is one transaction over the same few rows, and their invariants hold only together.
#include "core/sync/replica.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/sync/attempt.hpp"
#include "core/sync/conflict_copy.hpp"
#include "core/sync/limits.hpp"
#include "core/sync/seen.hpp"
#include "core/sync/wire_operation.hpp"

namespace hypha::sync {
namespace {

constexpr std::size_t kEverything = SIZE_MAX;
constexpr std::size_t kHealPage = 500;

CellName name_of(const Operation& operation, const Column& column) {
    return {operation.table, operation.key, column.name};
}

bool is_ours(const ReplicaState& state, DeviceId device) {
    return state.device == device || std::ranges::find(state.former, device) != state.former.end();
}

std::uint64_t digest_of(const std::vector<OutboxRow>& batch, DeviceId device) {
    std::vector<Operation> operations;
    operations.reserve(batch.size());
    for (const OutboxRow& row : batch) {
        operations.push_back(row.operation);
    }
    return wire::digest(operations, device);
}

bool fits(const Operation& operation) {
    return !operation.table.empty() && operation.table.size() <= kMostName_bytes &&
           operation.key.size() <= kMostKey_bytes && !operation.columns.empty() &&
           operation.columns.size() <= kMostColumns &&
           std::ranges::all_of(operation.columns, [](const Column& c) { return c.name.size() <= kMostName_bytes; }) &&
           wire::size_bytes(operation) <= kMostOperation_bytes;
}

} // namespace

Result<void> Replica::join(const StreamId& stream) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        if (state->device.value != 0) {
            return {};
        }
        state->device.value = surroundings_.random() | 1;
        state->stream = stream;
        return store_.put_state(*state);
    });
}

Result<void> Replica::write(const std::string& table, const Bytes& key, const std::vector<Write>& columns,
                            std::optional<std::int64_t> wall_ms) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        Operation operation{table, key, {}, {}, {}};
        std::vector<std::optional<Cell>> before;
        Hlc last = state->last_hlc;
        for (const Write& write : columns) {
            auto cell = store_.cell({table, key, write.column});
            HYPHA_SYNC_TRY(cell);
            Column column{write.column, write.value, write.text, {}, write.blob};
            if (*cell) {
                last = std::max(last, (*cell)->stamp.hlc);
                if (write.text) {
                    column.seen = (*cell)->known;
                    add(column.seen, (*cell)->seen);
                    add(column.seen, (*cell)->stamp);
                }
            }
            operation.columns.push_back(std::move(column));
            before.push_back(std::move(*cell));
        }
        operation.authored = tick(last, wall_ms.value_or(surroundings_.wall_ms()) + state->offset_ms);
        operation.stamp = {operation.authored, state->device};
        if (sealer_ != nullptr) {
            for (Column& column : operation.columns) {
                column.value = sealed_in(*sealer_, state->stream, operation, column);
            }
        }
        if (!fits(operation)) {
            return failure("too_large", table);
        }
        state->last_hlc = operation.authored;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            Cell cell = cell_of(operation, operation.columns[i]);
            cell.known = before[i] ? before[i]->known : Seen{};
            HYPHA_SYNC_TRY(store_.put_cell(name_of(operation, operation.columns[i]), cell));
            if (columns[i].blob) {
                HYPHA_SYNC_TRY(store_.put_transfer(*columns[i].blob, Transfer::upload));
            }
        }
        HYPHA_SYNC_TRY(store_.append_outbox(operation, true));
        return store_.put_state(*state);
    });
}

Result<void> Replica::add_blob(const BlobHash& hash, const Bytes& bytes) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto whole = store_.blob_whole(hash);
        HYPHA_SYNC_TRY(whole);
        if (*whole) {
            return {};
        }
        HYPHA_SYNC_TRY(store_.drop_blob(hash));
        HYPHA_SYNC_TRY(store_.append_blob(hash, bytes));
        HYPHA_SYNC_TRY(store_.remove_transfer(hash, Transfer::download));
        return store_.finish_blob(hash);
    });
}

Result<std::vector<OutboxRow>> Replica::batch() {
    return in_transaction(store_, [&]() -> Result<std::vector<OutboxRow>> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        auto rows = store_.outbox(kMostOperations);
        HYPHA_SYNC_TRY(rows);
        if (rows->empty()) {
            return rows;
        }
        if (const std::uint64_t frozen = rows->front().batch_no; frozen != 0) {
            std::erase_if(*rows, [&](const OutboxRow& row) { return row.batch_no != frozen; });
            return rows;
        }
        const std::uint64_t most = state->batch_operations == 0 ? kMostOperations : state->batch_operations;
        std::size_t taken = 0;
        for (std::size_t bytes = 0; taken < rows->size() && taken < most; ++taken) {
            bytes += wire::size_bytes((*rows)[taken].operation);
            if (taken > 0 && bytes > kFullBatch_bytes) {
                break;
            }
        }
        rows->resize(taken);
        for (OutboxRow& row : *rows) {
            row.batch_no = state->acked + 1;
            HYPHA_SYNC_TRY(store_.put_outbox(row));
        }
        return rows;
    });
}

// The edge has this write now, under `hlc`.
Result<void> Replica::acknowledge_operation(ReplicaState& state, const Operation& operation, Hlc hlc,
                                            const std::vector<Restamped>& again) {
    for (const Column& column : operation.columns) {
        const CellName name = name_of(operation, column);
        auto cell = store_.cell(name);
        HYPHA_SYNC_TRY(cell);
        if (!*cell) {
            continue;
        }
        if ((*cell)->stamp == operation.stamp && (*cell)->value == column.value) {
            (*cell)->stamp.hlc = hlc;
            (*cell)->confirmed = state.life;
            restamp((*cell)->seen, again);
            clamp_before((*cell)->seen, hlc);
        }
        if ((*cell)->text) {
            add((*cell)->known, Stamp{hlc, operation.stamp.device});
        }
        HYPHA_SYNC_TRY(store_.put_cell(name, **cell));
    }
    return {};
}

Result<void> Replica::acknowledged(const std::vector<OutboxRow>& batch, const wire::PushReply& reply) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        state->epoch = reply.now.epoch;
        state->acked = reply.acked;
        state->acked_digest = digest_of(batch, reply.device);
        reached(*state, reply.reached);
        state->batch_operations = 0;
        const std::map<std::uint64_t, std::string> rejected(reply.rejected.begin(), reply.rejected.end());
        const std::map<std::uint64_t, Hlc> restamped(reply.restamped.begin(), reply.restamped.end());
        std::vector<Restamped> again;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const Operation& operation = batch[i].operation;
            if (const auto refusal = rejected.find(i); refusal != rejected.end()) {
                HYPHA_SYNC_TRY(store_.set_aside({operation, refusal->second}));
            } else {
                const auto hlc = restamped.find(i);
                if (hlc != restamped.end()) {
                    again.push_back({operation.stamp, hlc->second});
                }
                HYPHA_SYNC_TRY(acknowledge_operation(
                    *state, operation, hlc == restamped.end() ? operation.stamp.hlc : hlc->second, again));
            }
            HYPHA_SYNC_TRY(store_.remove_outbox(batch[i].ordinal));
        }
        // Not hear(): a repeated answer tells the time of the first.
        state->last_hlc = std::max(state->last_hlc, reply.now.hlc);
        if (!restamped.empty()) {
            // Our clock was of the far future: come back with it, but not before what still waits under such stamps.
            const auto latest = restamp_waiting(again);
            HYPHA_SYNC_TRY(latest);
            state->last_hlc = std::max(reply.now.hlc, *latest);
        }
        return store_.put_state(*state);
    });
}

// What waits was written over writes that the edge stamped again. Left under the first stamp it would say to have seen all that a
// clone wrote until then. Answers the latest stamp that waits.
Result<Hlc> Replica::restamp_waiting(const std::vector<Restamped>& again) {
    auto waiting = store_.outbox(kEverything);
    HYPHA_SYNC_TRY(waiting);
    Hlc latest;
    for (OutboxRow& row : *waiting) {
        latest = std::max(latest, row.operation.stamp.hlc);
        const Operation before = row.operation;
        for (Column& column : row.operation.columns) {
            restamp(column.seen, again);
            const CellName name = name_of(row.operation, column);
            auto cell = store_.cell(name);
            HYPHA_SYNC_TRY(cell);
            if (*cell && (*cell)->stamp == row.operation.stamp && (*cell)->value == column.value) {
                (*cell)->seen = column.seen;
                HYPHA_SYNC_TRY(store_.put_cell(name, **cell));
            }
        }
        if (row.operation != before) {
            HYPHA_SYNC_TRY(store_.put_outbox(row));
        }
    }
    return latest;
}

Result<void> Replica::refused(const std::vector<OutboxRow>& batch, const std::string& code) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        if (batch.size() == 1) {
            HYPHA_SYNC_TRY(store_.set_aside({batch[0].operation, code}));
            HYPHA_SYNC_TRY(store_.remove_outbox(batch[0].ordinal));
            state->batch_operations = 0;
            return store_.put_state(*state);
        }
        state->batch_operations = batch.size() / 2;
        HYPHA_SYNC_TRY(unfreeze());
        return store_.put_state(*state);
    });
}

Result<void> Replica::blob_sent(const BlobHash& hash, std::uint64_t epoch, const wire::Point& point) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        if (state->epoch != epoch) { // the edge lost something since: what this blob belongs to comes again
            return {};
        }
        reached(*state, point);
        HYPHA_SYNC_TRY(store_.put_state(*state));
        return store_.remove_transfer(hash, Transfer::upload);
    });
}

Result<void> Replica::blob_refused(const BlobHash& hash, const std::string& code) {
    return in_transaction(store_, [&]() -> Result<void> {
        Operation blob;
        blob.columns.push_back({"blob", {}, false, {}, hash});
        HYPHA_SYNC_TRY(store_.set_aside({blob, code}));
        return store_.remove_transfer(hash, Transfer::upload);
    });
}

Result<void> Replica::want_blob(const BlobHash& hash) {
    auto whole = store_.blob_whole(hash);
    HYPHA_SYNC_TRY(whole);
    return *whole ? Result<void>{} : store_.put_transfer(hash, Transfer::download);
}

Result<void> Replica::keep_copy(const CellName& name, const Cell& lost) {
    const Operation copy = conflict_copy(name, lost);
    auto there = store_.cell(name_of(copy, copy.columns.front()));
    HYPHA_SYNC_TRY(there);
    if (*there) {
        return {};
    }
    for (const Column& column : copy.columns) {
        HYPHA_SYNC_TRY(store_.put_cell(name_of(copy, column), cell_of(copy, column)));
    }
    return store_.append_outbox(copy, false);
}

Result<void> Replica::apply(ReplicaState& state, const Operation& operation) {
    for (const Column& column : operation.columns) {
        const CellName name = name_of(operation, column);
        auto cell = store_.cell(name);
        HYPHA_SYNC_TRY(cell);
        const std::optional<Cell> before = *cell;
        Merged merged = merge(*cell, cell_of(operation, column));
        // What stands here is the last that we wrote: who has seen more of an id of ours than that has seen a clone's writes,
        // and says nothing of ours.
        if (merged.won && before && before->text && !before->value.empty() && before->value != column.value &&
            is_ours(state, before->stamp.device) &&
            std::ranges::find(column.seen, before->stamp) == column.seen.end()) {
            merged.lost = before;
        }
        // And it was written over all that we wrote before: what comes under an id of ours, and it has not seen, is a clone's.
        const bool from_clone = !merged.won && !merged.repeated && before && before->text && !column.value.empty() &&
                                before->value != column.value && is_ours(state, before->stamp.device) &&
                                is_ours(state, operation.stamp.device) && !covers(before->seen, operation.stamp);
        if (from_clone) {
            merged.lost = cell_of(operation, column);
        }
        if (merged.won || merged.repeated) {
            (*cell)->confirmed = state.life;
        }
        HYPHA_SYNC_TRY(store_.put_cell(name, **cell));
        if (merged.lost) {
            HYPHA_SYNC_TRY(keep_copy(name, *merged.lost));
        }
        if (merged.won && column.blob) {
            HYPHA_SYNC_TRY(want_blob(*column.blob));
        }
    }
    state.last_hlc = std::max(state.last_hlc, operation.stamp.hlc);
    return {};
}

Result<void> Replica::pulled(const wire::PullReply& reply) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        state->epoch = reply.now.epoch;
        hear(*state, reply.now);
        if (reply.device_shared) {
            HYPHA_SYNC_TRY(renew(*state));
        }
        for (const Operation& operation : reply.operations) {
            HYPHA_SYNC_TRY(apply(*state, operation));
        }
        state->cursor = reply.next;
        reached(*state, reply.next);
        if (!reply.more && state->healing) {
            HYPHA_SYNC_TRY(heal(*state));
        }
        return store_.put_state(*state);
    });
}

Result<void> Replica::heal(ReplicaState& state) {
    auto waiting = store_.outbox(kEverything);
    HYPHA_SYNC_TRY(waiting);
    std::set<std::tuple<std::string, Bytes, Stamp>> pushed_anyway;
    for (const OutboxRow& row : *waiting) {
        pushed_anyway.emplace(row.operation.table, row.operation.key, row.operation.stamp);
    }
    for (;;) {
        auto page = store_.unconfirmed(state.life, kHealPage);
        HYPHA_SYNC_TRY(page);
        for (auto& [name, cell] : *page) {
            if (!pushed_anyway.contains({name.table, name.key, cell.stamp})) {
                HYPHA_SYNC_TRY(store_.append_outbox(operation_of(name, cell), false));
            }
            if (cell.blob) {
                auto whole = store_.blob_whole(*cell.blob);
                HYPHA_SYNC_TRY(whole);
                if (*whole) {
                    HYPHA_SYNC_TRY(store_.put_transfer(*cell.blob, Transfer::upload));
                }
            }
            cell.confirmed = state.life;
            HYPHA_SYNC_TRY(store_.put_cell(name, cell));
        }
        if (page->size() < kHealPage) {
            break;
        }
    }
    state.healing = false;
    return {};
}

Result<void> Replica::snapshot_needed() {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        // The log forgot what our witness could be compared with: this may be another history, and say nothing of it.
        if (!state->healing) {
            begin_healing(*state);
        }
        state->snapshot = true;
        state->snapshot_after = {};
        return store_.put_state(*state);
    });
}

Result<void> Replica::snapshot_page(const wire::SnapshotReply& reply) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        state->epoch = reply.now.epoch;
        hear(*state, reply.now);
        if (reply.after == CellName{}) {
            state->snapshot_start = reply.start;
        }
        for (const Operation& cell : reply.cells) {
            HYPHA_SYNC_TRY(apply(*state, cell));
        }
        state->snapshot_after = reply.next;
        if (!reply.more) {
            state->snapshot = false;
            state->snapshot_after = {};
            state->cursor = state->snapshot_start;
            reached(*state, state->cursor);
        }
        return store_.put_state(*state);
    });
}

Result<void> Replica::unfreeze() {
    auto rows = store_.outbox(kMostOperations);
    HYPHA_SYNC_TRY(rows);
    for (OutboxRow& row : *rows) {
        if (row.batch_no != 0) {
            row.batch_no = 0;
            HYPHA_SYNC_TRY(store_.put_outbox(row));
        }
    }
    return {};
}

void Replica::begin_healing(ReplicaState& state) {
    ++state.life;
    state.cursor = {};
    state.snapshot = false;
    state.snapshot_after = {};
    state.healing = true;
}

Result<void> Replica::epoch_changed(const wire::Now& now, std::uint64_t expected) {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        hear(*state, now);
        auto rows = store_.outbox(1);
        HYPHA_SYNC_TRY(rows);
        const bool in_flight = !rows->empty() && rows->front().batch_no != 0;
        const bool shared = expected - 1 > state->acked + (in_flight ? 1 : 0);
        state->epoch = now.epoch;
        state->witness = {};
        begin_healing(*state);
        state->acked = expected - 1;
        state->acked_digest = 0;
        state->own_from = expected;
        HYPHA_SYNC_TRY(unfreeze());
        // More batches than this replica sent: another pushes under our id, and nothing tells it later, for numbers go on from
        // there. Where the edge came back to a history that it had lost they may be our own; a new id does no harm then.
        if (shared) {
            HYPHA_SYNC_TRY(renew(*state));
        }
        return store_.put_state(*state);
    });
}

Result<void> Replica::renew_device() {
    return in_transaction(store_, [&]() -> Result<void> {
        auto state = store_.state();
        HYPHA_SYNC_TRY(state);
        HYPHA_SYNC_TRY(renew(*state));
        // The numbers may be another's because the edge lost the batches that it had acknowledged under them, and with our old id
        // we give up the last thing that could tell.
        begin_healing(*state);
        return store_.put_state(*state);
    });
}

Result<void> Replica::renew(ReplicaState& state) {
    const DeviceId old = state.device;
    state.former.push_back(old);
    state.device.value = surroundings_.random() | 1;
    state.acked = 0;
    state.acked_digest = 0;
    state.own_from = 1;
    auto rows = store_.outbox(kEverything);
    HYPHA_SYNC_TRY(rows);
    for (OutboxRow& row : *rows) {
        HYPHA_SYNC_TRY(renew_operation(state, old, row));
    }
    return {};
}

// What was not acknowledged may be another's to name so: it becomes the new device's, in cell and outbox, and what its author
// had seen of the old device ends with what the edge had acknowledged.
Result<void> Replica::renew_operation(const ReplicaState& state, DeviceId old, OutboxRow& row) {
    row.batch_no = 0;
    Operation& operation = row.operation;
    const Stamp before = operation.stamp;
    const bool ours = row.fresh && before.device == old;
    const std::vector<Column> as_they_were = operation.columns;
    if (ours) {
        HYPHA_SYNC_TRY(seal_again(state.stream, operation, state.device));
    }
    for (std::size_t i = 0; i < operation.columns.size(); ++i) {
        Column& column = operation.columns[i];
        const CellName name = name_of(operation, column);
        auto cell = store_.cell(name);
        HYPHA_SYNC_TRY(cell);
        if (!ours || !*cell) {
            continue;
        }
        const auto acknowledged = std::ranges::find((*cell)->known, old, &Stamp::device);
        for (Stamp& stamp : std::vector<Stamp>(column.seen)) {
            if (stamp.device == old && !covers((*cell)->known, stamp)) {
                std::erase(column.seen, stamp);
                if (acknowledged != (*cell)->known.end()) {
                    add(column.seen, *acknowledged);
                }
                add(column.seen, Stamp{stamp.hlc, state.device});
            }
        }
        if ((*cell)->stamp == before && (*cell)->value == as_they_were[i].value) {
            (*cell)->stamp.device = state.device;
            (*cell)->value = column.value;
            (*cell)->seen = column.seen;
            HYPHA_SYNC_TRY(store_.put_cell(name, **cell));
        }
    }
    return store_.put_outbox(row);
}

// From now on `device` wrote it: a seal names its device.
Result<void> Replica::seal_again(const StreamId& stream, Operation& operation, DeviceId device) {
    const Operation before = operation;
    operation.stamp.device = device;
    for (Column& column : operation.columns) {
        if (sealer_ == nullptr || column.value.empty()) {
            continue;
        }
        auto value = sealer_->open(associated_bytes(stream, before, column.name), column.value);
        HYPHA_SYNC_TRY(value);
        column.value = *std::move(value);
        column.value = sealed_in(*sealer_, stream, operation, column);
    }
    return {};
}

void Replica::reached(ReplicaState& state, const wire::Point& point) {
    if (point.seq > state.witness.seq) {
        state.witness = point;
    }
}

void Replica::hear(ReplicaState& state, const wire::Now& now) {
    state.offset_ms = now.wall_ms - surroundings_.wall_ms();
    state.last_hlc = std::max(state.last_hlc, now.hlc);
}

} // namespace hypha::sync

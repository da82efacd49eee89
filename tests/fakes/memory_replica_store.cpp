#include "fakes/memory_replica_store.hpp"

namespace hypha::fakes {

using namespace sync;

template <typename Change> Result<void> MemoryReplicaStore::changed(Change change) {
    if (auto call = faults.call(true); !call) {
        return call;
    }
    if (!open_) {
        return failure("no_transaction");
    }
    change();
    return {};
}

template <typename Look> auto MemoryReplicaStore::looked(Look look) -> Result<decltype(look())> {
    if (auto call = faults.call(false); !call) {
        return std::unexpected(call.error());
    }
    return look();
}

Result<void> MemoryReplicaStore::begin() {
    if (open_) {
        return failure("transaction_open");
    }
    auto call = faults.call(false);
    open_ = call.has_value();
    return call;
}

Result<void> MemoryReplicaStore::commit() {
    auto call = faults.call(true);
    if (!call && !(faults.killed() && faults.after_commit())) {
        return call;
    }
    undo_.commit();
    open_ = false;
    return call;
}

void MemoryReplicaStore::rollback() {
    undo_.rollback();
    open_ = false;
}

Result<ReplicaState> MemoryReplicaStore::state() {
    return looked([&] { return rows.state; });
}

Result<void> MemoryReplicaStore::put_state(const ReplicaState& state) {
    return changed([&] { undo_.set(rows.state, state); });
}

Result<std::optional<Cell>> MemoryReplicaStore::cell(const CellName& name) {
    return looked([&] {
        const auto found = rows.cells.find(name);
        return found == rows.cells.end() ? std::nullopt : std::optional<Cell>(found->second);
    });
}

Result<void> MemoryReplicaStore::put_cell(const CellName& name, const Cell& cell) {
    return changed([&] { undo_.put(rows.cells, name, cell); });
}

Result<std::vector<std::pair<CellName, Cell>>> MemoryReplicaStore::unconfirmed(std::uint64_t life, std::size_t limit) {
    return looked([&] {
        std::vector<std::pair<CellName, Cell>> found;
        for (const auto& [name, cell] : rows.cells) {
            if (cell.confirmed != life && found.size() < limit) {
                found.emplace_back(name, cell);
            }
        }
        return found;
    });
}

Result<std::vector<OutboxRow>> MemoryReplicaStore::outbox(std::size_t limit) {
    return looked([&] {
        std::vector<OutboxRow> found;
        for (auto row = rows.outbox.begin(); row != rows.outbox.end() && found.size() < limit; ++row) {
            found.push_back(row->second);
        }
        return found;
    });
}

Result<void> MemoryReplicaStore::append_outbox(const Operation& operation, bool fresh) {
    return changed([&] {
        const std::uint64_t ordinal = rows.next_ordinal;
        undo_.set(rows.next_ordinal, ordinal + 1);
        undo_.put(rows.outbox, ordinal, {ordinal, 0, fresh, operation});
    });
}

Result<void> MemoryReplicaStore::put_outbox(const OutboxRow& row) {
    return changed([&] { undo_.put(rows.outbox, row.ordinal, row); });
}

Result<void> MemoryReplicaStore::remove_outbox(std::uint64_t ordinal) {
    return changed([&] { undo_.erase(rows.outbox, ordinal); });
}

Result<void> MemoryReplicaStore::set_aside(const SetAside& refused) {
    return changed([&] { undo_.put(rows.aside, rows.aside.size(), refused); });
}

Result<std::optional<BlobHash>> MemoryReplicaStore::next_transfer(Transfer direction, const BlobHash& after) {
    return looked([&] {
        const auto found = rows.transfers.upper_bound({direction, after});
        return found != rows.transfers.end() && found->first.first == direction
                   ? std::optional<BlobHash>(found->first.second)
                   : std::nullopt;
    });
}

Result<void> MemoryReplicaStore::put_transfer(const BlobHash& hash, Transfer direction) {
    return changed([&] { undo_.put(rows.transfers, {direction, hash}, true); });
}

Result<void> MemoryReplicaStore::remove_transfer(const BlobHash& hash, Transfer direction) {
    return changed([&] { undo_.erase(rows.transfers, {direction, hash}); });
}

Result<std::uint64_t> MemoryReplicaStore::blob_bytes(const BlobHash& hash) {
    return looked([&] { return rows.blobs.contains(hash) ? std::uint64_t{rows.blobs.at(hash).bytes.size()} : 0; });
}

Result<bool> MemoryReplicaStore::blob_whole(const BlobHash& hash) {
    return looked([&] { return rows.blobs.contains(hash) && rows.blobs.at(hash).whole; });
}

Result<Bytes> MemoryReplicaStore::read_blob(const BlobHash& hash, std::uint64_t offset, std::size_t length) {
    return looked([&] { return rows.blobs.at(hash).bytes.substr(static_cast<std::size_t>(offset), length); });
}

Result<void> MemoryReplicaStore::append_blob(const BlobHash& hash, const Bytes& part) {
    return changed([&] {
        Blob blob = rows.blobs.contains(hash) ? rows.blobs.at(hash) : Blob{};
        blob.bytes += part;
        undo_.put(rows.blobs, hash, std::move(blob));
    });
}

Result<void> MemoryReplicaStore::finish_blob(const BlobHash& hash) {
    return changed([&] { undo_.put(rows.blobs, hash, {rows.blobs.at(hash).bytes, true}); });
}

Result<void> MemoryReplicaStore::drop_blob(const BlobHash& hash) {
    return changed([&] { undo_.erase(rows.blobs, hash); });
}

} // namespace hypha::fakes

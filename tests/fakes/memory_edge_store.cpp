#include "fakes/memory_edge_store.hpp"

#include <algorithm>

#include "core/sync/wire_operation.hpp"

namespace hypha::fakes {

using namespace sync;

template <typename Change> Result<void> MemoryEdgeStore::changed(Change change) {
    if (auto call = faults.call(true); !call) {
        return call;
    }
    if (open_ == nullptr) {
        return failure("no_transaction");
    }
    change(*open_);
    return {};
}

template <typename Look> auto MemoryEdgeStore::looked(Look look) -> Result<decltype(look(std::declval<Stream&>()))> {
    if (auto call = faults.call(false); !call) {
        return std::unexpected(call.error());
    }
    if (open_ == nullptr) {
        return failure("no_transaction");
    }
    return look(*open_);
}

Result<void> MemoryEdgeStore::begin(const StreamId& stream) {
    if (open_ != nullptr) {
        return failure("transaction_open");
    }
    auto call = faults.call(false);
    if (call) {
        open_ = &streams[stream];
    }
    return call;
}

Result<void> MemoryEdgeStore::commit() {
    auto call = faults.call(true);
    if (!call && !(faults.killed() && faults.after_commit())) {
        return call;
    }
    if (open_ == nullptr) {
        return failure("no_transaction");
    }
    undo_.commit();
    open_ = nullptr;
    return call;
}

void MemoryEdgeStore::rollback() {
    undo_.rollback();
    open_ = nullptr;
}

Result<std::optional<StreamRow>> MemoryEdgeStore::stream() {
    return looked([](Stream& s) { return s.row.epoch == 0 ? std::nullopt : std::optional<StreamRow>(s.row); });
}

Result<void> MemoryEdgeStore::put_stream(const StreamRow& row) {
    return changed([&](Stream& s) { undo_.set(s.row, row); });
}

Result<Usage> MemoryEdgeStore::usage() {
    return looked([](Stream& s) { return Usage{s.used, s.quota}; });
}

Result<std::uint64_t> MemoryEdgeStore::last_batch(DeviceId device) {
    return looked([&](Stream& s) {
        auto after = s.batches.upper_bound({device, UINT64_MAX});
        return after != s.batches.begin() && (--after)->first.first == device ? after->first.second : 0;
    });
}

Result<std::optional<BatchRow>> MemoryEdgeStore::batch(DeviceId device, std::uint64_t batch_no) {
    return looked([&](Stream& s) {
        const auto found = s.batches.find({device, batch_no});
        return found == s.batches.end() ? std::nullopt : std::optional<BatchRow>(found->second);
    });
}

Result<void> MemoryEdgeStore::put_batch(DeviceId device, std::uint64_t batch_no, const BatchRow& row) {
    return changed([&](Stream& s) { undo_.put(s.batches, {device, batch_no}, row); });
}

Result<std::optional<Cell>> MemoryEdgeStore::cell(const CellName& name) {
    return looked([&](Stream& s) {
        const auto found = s.cells.find(name);
        return found == s.cells.end() ? std::nullopt : std::optional<Cell>(found->second);
    });
}

Result<void> MemoryEdgeStore::put_cell(const CellName& name, const Cell& cell) {
    return changed([&](Stream& s) { undo_.put(s.cells, name, cell); });
}

Result<std::vector<std::pair<CellName, Cell>>> MemoryEdgeStore::cells_after(const CellName& name, std::size_t limit) {
    return looked([&](Stream& s) {
        std::vector<std::pair<CellName, Cell>> found;
        for (auto cell = s.cells.upper_bound(name); cell != s.cells.end() && found.size() < limit; ++cell) {
            found.emplace_back(*cell);
        }
        return found;
    });
}

Result<void> MemoryEdgeStore::append_operation(const OperationRow& row) {
    return changed([&](Stream& s) {
        undo_.put(s.operations, row.at.seq, row);
        undo_.set(s.used, s.used + wire::size_bytes(row.operation));
    });
}

Result<std::optional<OperationRow>> MemoryEdgeStore::operation(std::uint64_t seq) {
    return looked([&](Stream& s) {
        const auto found = s.operations.find(seq);
        return found == s.operations.end() ? std::nullopt : std::optional<OperationRow>(found->second);
    });
}

Result<std::vector<OperationRow>> MemoryEdgeStore::operations_after(std::uint64_t seq, std::size_t limit) {
    return looked([&](Stream& s) {
        std::vector<OperationRow> found;
        for (auto row = s.operations.upper_bound(seq); row != s.operations.end() && found.size() < limit; ++row) {
            found.push_back(row->second);
        }
        return found;
    });
}

Result<void> MemoryEdgeStore::forget(std::uint64_t up_to_seq, std::int64_t batches_before_ms) {
    return changed([&](Stream& s) {
        while (!s.operations.empty() && s.operations.begin()->first <= up_to_seq) {
            undo_.erase(s.operations, std::uint64_t{s.operations.begin()->first});
        }
        for (auto batch = s.batches.begin(); batch != s.batches.end();) {
            const auto key = batch->first;
            const bool last = std::next(batch) == s.batches.end() || std::next(batch)->first.first != key.first;
            const bool old = batch->second.added_ms < batches_before_ms;
            ++batch;
            if (old && !last) {
                undo_.erase(s.batches, key);
            }
        }
    });
}

Result<void> MemoryEdgeStore::put_waiting(const OperationRow& row) {
    return changed([&](Stream& s) {
        undo_.put(s.waiting, s.waiting.empty() ? 1 : s.waiting.rbegin()->first + 1, row);
        undo_.set(s.used, s.used + wire::size_bytes(row.operation));
    });
}

Result<std::vector<OperationRow>> MemoryEdgeStore::take_waiting(const BlobHash& hash) {
    std::vector<OperationRow> taken;
    auto done = changed([&](Stream& s) {
        for (auto row = s.waiting.begin(); row != s.waiting.end();) {
            const auto at = row++;
            if (std::ranges::any_of(at->second.operation.columns, [&](const Column& c) { return c.blob == hash; })) {
                taken.push_back(at->second);
                undo_.set(s.used, s.used - wire::size_bytes(at->second.operation));
                undo_.erase(s.waiting, std::uint64_t{at->first});
            }
        }
    });
    return done ? Result<std::vector<OperationRow>>(std::move(taken)) : std::unexpected(done.error());
}

Result<std::optional<BlobRow>> MemoryEdgeStore::blob(const BlobHash& hash) {
    return looked([&](Stream& s) {
        const auto found = s.blobs.find(hash);
        return found == s.blobs.end() ? std::nullopt : std::optional<BlobRow>(found->second.row);
    });
}

Result<void> MemoryEdgeStore::append_blob(const BlobHash& hash, std::uint64_t size, const Bytes& part) {
    return changed([&](Stream& s) {
        Blob blob = s.blobs.contains(hash) ? s.blobs.at(hash) : Blob{{size, 0, false}, {}};
        blob.bytes += part;
        blob.row.have = blob.bytes.size();
        undo_.set(s.used, s.used + part.size());
        undo_.put(s.blobs, hash, std::move(blob));
    });
}

Result<Bytes> MemoryEdgeStore::read_blob(const BlobHash& hash, std::uint64_t offset, std::size_t length) {
    return looked([&](Stream& s) { return s.blobs.at(hash).bytes.substr(static_cast<std::size_t>(offset), length); });
}

Result<void> MemoryEdgeStore::finish_blob(const BlobHash& hash) {
    return changed([&](Stream& s) {
        Blob blob = s.blobs.at(hash);
        blob.row.whole = true;
        undo_.put(s.blobs, hash, std::move(blob));
    });
}

Result<void> MemoryEdgeStore::drop_blob(const BlobHash& hash) {
    return changed([&](Stream& s) {
        const auto found = s.blobs.find(hash);
        undo_.set(s.used, s.used - (found == s.blobs.end() ? 0 : found->second.row.have));
        undo_.erase(s.blobs, hash);
    });
}

} // namespace hypha::fakes

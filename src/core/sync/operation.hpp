// What is synced: cells (one column of one row) and the operations that write them. Values are opaque bytes, so that they can be
// sealed; names, stamps and blob hashes are in the clear, because the edge orders by them and knows nothing else.
// A column that holds a person's words (`text`) carries what its author had seen, so that a loser nobody saw is kept as a copy.
// Cells are ordered by (hlc, device, value): total, even where a cloned device stamps twice alike.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/sync/hlc.hpp"

namespace hypha::sync {

using Bytes = std::string;

struct DeviceId {
    std::uint64_t value = 0;
    auto operator<=>(const DeviceId&) const = default;
};

struct StreamId {
    std::array<std::uint8_t, 16> value{};
    auto operator<=>(const StreamId&) const = default;
};

// The SHA-256 of a blob's bytes.
struct BlobHash {
    std::array<std::uint8_t, 32> value{};
    auto operator<=>(const BlobHash&) const = default;
};

struct Stamp {
    Hlc hlc;
    DeviceId device;
    auto operator<=>(const Stamp&) const = default;
};

// The newest stamp of each device whose words an author had on the screen; ordered by device.
using Seen = std::vector<Stamp>;

struct Column {
    std::string name;
    Bytes value;
    bool text = false;
    Seen seen;
    std::optional<BlobHash> blob;
    bool operator==(const Column&) const = default;
};

struct Operation {
    std::string table;
    Bytes key;
    Stamp stamp;
    // What the author stamped and sealed with; differs from stamp.hlc only where the edge re-stamped a clock of the far future.
    Hlc authored;
    std::vector<Column> columns;
    bool operator==(const Operation&) const = default;
};

struct CellName {
    std::string table;
    Bytes key;
    std::string column;
    auto operator<=>(const CellName&) const = default;
};

struct Cell {
    Stamp stamp;
    Hlc authored;
    Bytes value;
    bool text = false;
    Seen seen;
    std::optional<BlobHash> blob;
    // Every write of this cell that this replica merged and others can know; a replica's own, never sent.
    Seen known;
    // The ReplicaState::life in which the edge was last known to hold this very write; 0 is never. A replica's own, never sent.
    std::uint64_t confirmed = 0;
    bool operator==(const Cell&) const = default;
};

inline bool later(const Cell& a, const Cell& b) { return std::tie(a.stamp, a.value) > std::tie(b.stamp, b.value); }
inline bool same_write(const Cell& a, const Cell& b) { return a.stamp == b.stamp && a.value == b.value; }

inline Cell cell_of(const Operation& operation, const Column& column) {
    return {operation.stamp, operation.authored, column.value, column.text, column.seen, column.blob, {}, 0};
}

inline Operation operation_of(const CellName& name, const Cell& cell) {
    return {
        name.table, name.key, cell.stamp, cell.authored, {{name.column, cell.value, cell.text, cell.seen, cell.blob}}};
}

} // namespace hypha::sync

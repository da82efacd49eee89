// Operations lie as the wire writes them, `seen` and the state as CBOR. Blobs: sync_store_blobs.cpp.
#include "storage/sync_store.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/sync/attempt.hpp"
#include "core/sync/hlc.hpp"
#include "storage/database.hpp"
#include "storage/query.hpp"
#include "storage/sync_packed.hpp"

namespace hypha::storage {

using namespace sync;

namespace {

constexpr std::string_view kCell =
    "SELECT table_name, key, column_name, hlc, device, authored, value, text, seen, known, "
    "blob, confirmed FROM sync_cell ";

Result<std::pair<CellName, Cell>> read_cell(const Statement& row) {
    auto seen = unpack_seen(view_of(row.blob(8)));
    auto known = unpack_seen(view_of(row.blob(9)));
    const auto blob = row.is_null(10) ? Result<BlobHash>{} : unpack_hash(view_of(row.blob(10)));
    if (!seen || !known || !blob) {
        return failure("database_corrupt", "a cell cannot be read");
    }
    return std::pair{CellName{row.text(0), std::string(view_of(row.blob(1))), row.text(2)},
                     Cell{{Hlc{unsigned_bits(row.integer(3))}, DeviceId{unsigned_bits(row.integer(4))}},
                          Hlc{unsigned_bits(row.integer(5))},
                          std::string(view_of(row.blob(6))),
                          row.integer(7) != 0,
                          *std::move(seen),
                          row.is_null(10) ? std::nullopt : std::optional(*blob),
                          *std::move(known),
                          unsigned_bits(row.integer(11))}};
}

Result<OutboxRow> read_outbox(const Statement& row) {
    auto operation = unpack_operation(view_of(row.blob(3)));
    if (!operation) {
        return std::unexpected(operation.error());
    }
    return OutboxRow{unsigned_bits(row.integer(0)), unsigned_bits(row.integer(1)), row.integer(2) != 0,
                     *std::move(operation)};
}

Result<SetAside> read_set_aside(const Statement& row) {
    auto operation = unpack_operation(view_of(row.blob(0)));
    if (!operation) {
        return std::unexpected(operation.error());
    }
    return SetAside{*std::move(operation), row.text(1)};
}

Result<ReplicaState> read_state(const Statement& row) { return unpack_state(view_of(row.blob(0))); }

Result<CellName> read_name(const Statement& row) {
    return CellName{row.text(0), std::string(view_of(row.blob(1))), row.text(2)};
}

} // namespace

Result<void> SyncStore::begin() {
    if (transaction_) {
        return failure("transaction_open");
    }
    auto begun = Transaction::begin(database_);
    if (!begun) {
        return std::unexpected(begun.error());
    }
    transaction_.emplace(*std::move(begun));
    changed_before_ = changed_.size();
    return {};
}

Result<void> SyncStore::commit() {
    if (!transaction_) {
        return failure("no_transaction");
    }
    auto done = transaction_->commit();
    if (done) {
        transaction_.reset();
    }
    return done;
}

void SyncStore::rollback() {
    if (transaction_) {
        transaction_.reset();
        changed_.resize(changed_before_);
    }
}

Result<ReplicaState> SyncStore::state() {
    auto state = or_none(one_row(database_, read_state, "SELECT state FROM sync_switch WHERE state IS NOT NULL"));
    return mapped(std::move(state), [](std::optional<ReplicaState>& kept) { return kept.value_or(ReplicaState{}); });
}

Result<void> SyncStore::put_state(const ReplicaState& state) {
    return database_.change("UPDATE sync_switch SET state = ?", bytes_of(pack(state)));
}

Result<std::optional<Cell>> SyncStore::cell(const CellName& name) {
    auto found =
        one_row(database_, read_cell, std::string(kCell) + "WHERE table_name = ? AND key = ? AND column_name = ?",
                name.table, bytes_of(name.key), name.column);
    return or_none(mapped(std::move(found), [](std::pair<CellName, Cell>& row) { return std::move(row.second); }));
}

Result<void> SyncStore::put_cell(const CellName& name, const Cell& cell) {
    const auto before = this->cell(name);
    HYPHA_SYNC_TRY(before);
    const auto blob = cell.blob.transform([](const BlobHash& hash) { return bytes_of(hash.value); });
    HYPHA_SYNC_TRY(database_.change(
        "INSERT OR REPLACE INTO sync_cell(table_name, key, column_name, hlc, device, authored, value, text, seen, "
        "known, blob, confirmed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        name.table, bytes_of(name.key), name.column, signed_bits(cell.stamp.hlc.value),
        signed_bits(cell.stamp.device.value), signed_bits(cell.authored.value), bytes_of(cell.value), cell.text,
        bytes_of(pack(cell.seen)), bytes_of(pack(cell.known)), blob, signed_bits(cell.confirmed)));
    return *before && same_write(**before, cell) ? Result<void>{} : note_changed(name);
}

Result<void> SyncStore::note_changed(const CellName& name) {
    changed_.push_back(name);
    if (name.table != "find" || name.column != "kept") {
        return {};
    }
    const auto here =
        one_row(database_, read_integer, "SELECT EXISTS(SELECT 1 FROM observation WHERE uuid = ?)", name.key);
    HYPHA_SYNC_TRY(here);
    if (*here != 0) {
        return {};
    }
    // Photos and opinions: from "uuid:" to "uuid;", the byte that follows the colon.
    const auto cells = all_rows(database_, read_name,
                                "SELECT table_name, key, column_name FROM sync_cell WHERE table_name = 'find' AND key "
                                "= ?1 UNION ALL SELECT table_name, key, column_name FROM sync_cell WHERE table_name IN "
                                "('photo', 'said') AND key >= ?2 AND key < ?3",
                                bytes_of(name.key), bytes_of(name.key + ":"), bytes_of(name.key + ";"));
    HYPHA_SYNC_TRY(cells);
    changed_.insert(changed_.end(), cells->begin(), cells->end());
    return {};
}

std::vector<CellName> SyncStore::take_changed() {
    std::set<CellName> taken;
    std::vector<CellName> names;
    for (const bool kept : {true, false}) {
        for (const CellName& name : changed_) {
            if ((name.table == "find" && name.column == "kept") == kept && taken.insert(name).second) {
                names.push_back(name);
            }
        }
    }
    changed_.clear();
    changed_before_ = 0;
    return names;
}

// By each value of `confirmed` there is, which are few, so that a page costs what it holds and not what there is.
Result<std::vector<std::pair<CellName, Cell>>> SyncStore::unconfirmed(std::uint64_t life, std::size_t limit) {
    std::vector<std::pair<CellName, Cell>> found;
    auto value = one_row(database_, read_integer, "SELECT confirmed FROM sync_cell ORDER BY confirmed LIMIT 1");
    while (value) {
        if (unsigned_bits(*value) != life) {
            auto cells =
                all_rows(database_, read_cell,
                         std::string(kCell) + "WHERE confirmed = ? ORDER BY table_name, key, column_name LIMIT ?",
                         *value, limit_of(limit));
            HYPHA_SYNC_TRY(cells);
            std::ranges::move(*cells, std::back_inserter(found));
        }
        value = one_row(database_, read_integer,
                        "SELECT confirmed FROM sync_cell WHERE confirmed > ? ORDER BY confirmed LIMIT 1", *value);
    }
    if (value.error().code != "not_found") {
        return std::unexpected(value.error());
    }
    std::ranges::sort(found, {}, &std::pair<CellName, Cell>::first);
    found.resize(std::min(found.size(), limit));
    return found;
}

Result<std::vector<OutboxRow>> SyncStore::outbox(std::size_t limit) {
    return all_rows(
        database_, read_outbox,
        "SELECT ordinal, batch_no, fresh, operation FROM sync_outbox WHERE set_aside IS NULL ORDER BY ordinal LIMIT ?",
        limit_of(limit));
}

Result<void> SyncStore::append_outbox(const Operation& operation, bool fresh) {
    return database_.change("INSERT INTO sync_outbox(batch_no, fresh, operation) VALUES(0, ?, ?)", fresh,
                            bytes_of(pack(operation)));
}

Result<void> SyncStore::put_outbox(const OutboxRow& row) {
    return database_.change(
        "INSERT OR REPLACE INTO sync_outbox(ordinal, batch_no, fresh, operation) VALUES(?, ?, ?, ?)",
        signed_bits(row.ordinal), signed_bits(row.batch_no), row.fresh, bytes_of(pack(row.operation)));
}

Result<void> SyncStore::remove_outbox(std::uint64_t ordinal) {
    return database_.change("DELETE FROM sync_outbox WHERE ordinal = ?", signed_bits(ordinal));
}

Result<void> SyncStore::set_aside(const SetAside& refused) {
    return database_.change("INSERT INTO sync_outbox(batch_no, fresh, operation, set_aside) VALUES(0, 0, ?, ?)",
                            bytes_of(pack(refused.operation)), refused.reason);
}

Result<std::vector<SetAside>> SyncStore::set_aside_rows() {
    return all_rows(database_, read_set_aside,
                    "SELECT operation, set_aside FROM sync_outbox WHERE set_aside IS NOT NULL ORDER BY ordinal");
}

Result<std::int64_t> SyncStore::waiting() {
    return one_row(
        database_, read_integer,
        "SELECT (SELECT count(*) FROM sync_outbox WHERE set_aside IS NULL) + (SELECT count(*) FROM sync_mark)");
}

} // namespace hypha::storage

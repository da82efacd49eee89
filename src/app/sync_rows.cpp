#include "app/sync_rows.hpp"

#include <utility>
#include <vector>

#include "app/keep_journal.hpp"
#include "app/keep_snapshot.hpp"
#include "app/records.hpp"
#include "core/sync/attempt.hpp"
#include "core/sync/conflict_copy.hpp"
#include "storage/observation_table.hpp"
#include "storage/transaction.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kRowsAtOnce = 100; // made into operations between two frames

} // namespace

Result<std::size_t> make_operations(Workplace& work) {
    SyncRun& run = work.memory.sync;
    auto rows = storage::changed_rows(*work.database, kRowsAtOnce);
    HYPHA_SYNC_TRY(rows);
    if (rows->empty()) {
        return 0;
    }
    auto transaction = storage::Transaction::begin(*work.database);
    HYPHA_SYNC_TRY(transaction);
    sync::Replica replica = run.replica();
    for (const storage::ChangedRow& row : *rows) {
        std::vector<sync::Write> writes;
        writes.reserve(row.columns.size());
        for (const storage::PlainColumn& column : row.columns) {
            writes.push_back({.column = column.name, .value = column.value, .text = column.text});
        }
        const auto written = replica.write(row.table, row.key, writes, row.changed_ms);
        if (!written && written.error().code != "too_large") {
            return std::unexpected(written.error());
        }
        run.unreadable += written ? 0 : 1;
    }
    HYPHA_SYNC_TRY(storage::forget_marks(*work.database, *rows));
    (void)run.store->take_changed(); // the rows say so already
    HYPHA_SYNC_TRY(transaction->commit());
    return rows->size();
}

Result<ChangedFinds> apply_changed(Workplace& work) {
    SyncRun& run = work.memory.sync;
    ChangedFinds changed;
    for (const sync::CellName& name : run.store->take_changed()) {
        if (name.table == sync::kConflictTable) {
            run.conflicts_behind = true;
            continue;
        }
        const auto cell = run.store->cell(name);
        HYPHA_SYNC_TRY(cell);
        if (!*cell) {
            continue;
        }
        const auto value = sync::opened(*run.sealer, run.account->stream, name, **cell);
        if (!value) { // another app's, or an edge's invention: it stays in its cell and shows nowhere
            ++run.unreadable;
            continue;
        }
        const auto applied = storage::apply_column(*work.database, name.table, name.key,
                                                   {name.column, *value, (*cell)->text}, changed.orphans);
        HYPHA_SYNC_TRY(applied);
        changed.uuids.insert(name.key.substr(0, name.key.find(':')));
    }
    return changed;
}

void show_changed(Workplace& work, const ChangedFinds& changed) {
    if (changed.uuids.empty()) {
        return;
    }
    delete_unreferenced(work, changed.orphans);
    for (const std::string& uuid : changed.uuids) {
        const auto row = storage::ObservationTable(*work.database).find_uuid(uuid);
        const Observation* shown = row ? work.open(row->id) : nullptr;
        if (shown == nullptr || is_working(*shown)) {
            continue;
        }
        Observation before = *shown;
        work.state.observations.erase(before.id.value);
        if (Observation* now = open_observation(work, before.id)) {
            now->place_ticket = before.place_ticket;
        } else {
            before.deleted = true;
            work.state.observations.insert_or_assign(before.id.value, std::move(before));
        }
    }
    refresh_journal(work);
    mark_finds_changed(work);
    work.touch();
}

} // namespace hypha::app

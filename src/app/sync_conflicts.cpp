#include "app/sync_conflicts.hpp"

#include <algorithm>

#include "app/keep_journal.hpp"
#include "app/sync_journal.hpp"
#include "core/sync/conflict_copy.hpp"
#include "storage/observation_table.hpp"
#include "storage/sync_conflicts.hpp"
#include "storage/sync_values.hpp"

namespace hypha::app {
namespace {

sync::CellName part_of(const std::string& copy, const char* column) { return {sync::kConflictTable, copy, column}; }

std::optional<TextConflict> read_conflict(Workplace& work, const std::string& copy) {
    SyncRun& run = work.memory.sync;
    const auto of = sync::copied_from(part_of(copy, "text"), [&](const sync::CellName& name) {
        const auto cell = run.store->cell(name);
        return cell && *cell ? std::optional((*cell)->value) : std::nullopt;
    });
    const auto text = run.store->cell(part_of(copy, "text"));
    if (!of || of->table != "find" || of->column != "note" || !text || !*text) {
        return std::nullopt;
    }
    const auto sealed = sync::opened(*run.sealer, run.account->stream, *of, **text);
    const auto lost = sealed ? storage::sync_values::note(*sealed) : std::nullopt;
    const auto row = storage::ObservationTable(*work.database).find_uuid(of->key);
    const bool kept = row && row->saved && row->deleted_ms <= 0;
    if (!lost || !kept || row->note == *lost) { // the same words: written twice alike
        return std::nullopt;
    }
    return TextConflict{copy, row->id, row->note, *lost, (*text)->authored.ms()};
}

} // namespace

void list_conflicts(Workplace& work) {
    std::vector<TextConflict>& list = work.state.sync.conflicts;
    list.clear();
    work.touch();
    const auto copies = work.memory.sync.store ? storage::open_conflicts(*work.database)
                                               : Result<std::vector<std::string>>(std::vector<std::string>{});
    for (const std::string& copy : copies.value_or(std::vector<std::string>{})) {
        if (auto conflict = read_conflict(work, copy)) {
            list.push_back(*std::move(conflict));
        }
    }
    std::ranges::sort(list, std::greater{}, &TextConflict::written_ms);
}

void settle_conflict(Workplace& work, const command::SettleConflict& wish) {
    std::vector<TextConflict>& list = work.state.sync.conflicts;
    const auto conflict = std::ranges::find(list, wish.copy, &TextConflict::copy);
    if (conflict == list.end() || !work.memory.sync.store) {
        return;
    }
    if (wish.choice != command::NoteChoice::now) {
        write_note(work, {conflict->find, wish.choice == command::NoteChoice::lost
                                              ? conflict->lost
                                              : conflict->now + "\n\n" + conflict->lost});
    }
    SyncRun& run = work.memory.sync;
    sync::Replica replica = run.replica();
    if (work.keep(replica.write(sync::kConflictTable, wish.copy, {{.column = "settled", .value = "1"}}))) {
        (void)run.store->take_changed();
        list_conflicts(work);
        run.due = true;
        count_waiting(work);
    }
}

} // namespace hypha::app

#include "app/resume_drafts.hpp"

#include "app/identify_mushroom.hpp"
#include "app/keep_journal.hpp"
#include "app/records.hpp"
#include "app/show_toast.hpp"
#include "storage/observation_table.hpp"

namespace hypha::app {

void resume_drafts(Workplace& work) {
    const auto drafts = storage::ObservationTable(*work.database).drafts();
    if (!work.keep(drafts)) {
        return;
    }
    std::int64_t lost = 0;
    for (const storage::ObservationRow& row : *drafts) {
        Observation* observation = open_observation(work, row.id);
        if (observation == nullptr) {
            continue;
        }
        lost += row.state == storage::ObservationState::picked ? 1 : 0;
        if (photo_count(*observation) == 0) {
            purge_observation(work, row.id);
        } else if (!work.state.draft) {
            work.state.draft = row.id;
        } else {
            work.keep(storage::ObservationTable(*work.database).set_saved(row.id, true));
        }
    }
    if (lost > 0) {
        show_toast(work, {.kind = ToastKind::photo_lost, .observation = work.state.draft, .count = lost});
    }
    const Observation* draft = work.state.draft_observation();
    if (draft != nullptr && failure_of(*draft).empty()) {
        retry_photos(work, draft->id);
    } else if (draft != nullptr) {
        write_state(work, *draft);
    }
}

} // namespace hypha::app

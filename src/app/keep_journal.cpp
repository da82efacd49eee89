#include "app/keep_journal.hpp"

#include <algorithm>
#include <limits>

#include "app/fetch_away.hpp"
#include "app/follow_route.hpp"
#include "app/hand_over.hpp"
#include "app/journal_pages.hpp"
#include "app/own_storage.hpp"
#include "app/read_news.hpp"
#include "app/records.hpp"
#include "app/remind_backup.hpp"
#include "app/send_stories.hpp"
#include "app/show_toast.hpp"
#include "app/story_photos.hpp"
#include "storage/journal.hpp"
#include "storage/observation_table.hpp"
#include "storage/own_story_table.hpp"
#include "storage/story_table.hpp"
#include "storage/taste_table.hpp"
#include "storage/transaction.hpp"

namespace hypha::app {
namespace {

void stop_work(Workplace& work, Observation& observation) {
    for (SlotPhoto& photo : observation.photos) {
        work.stop(photo);
        settle_pick(work, photo);
    }
}

// Nothing of a deleted find may stay on screen.
void leave(Workplace& work, ObservationId id) {
    work.state.overlay = std::monostate{};
    if (work.state.draft == id) {
        work.state.draft = {};
    }
    if (work.state.route.observation == id) {
        go_to(work, parent_of(work.state.route), true);
    }
}

} // namespace

void save_observation(Workplace& work, ObservationId id) {
    Observation* observation = open_observation(work, id);
    if (observation == nullptr || observation->saved || photo_count(*observation) == 0 ||
        !work.keep(storage::ObservationTable(*work.database).set_saved(id, true))) {
        return;
    }
    observation->saved = true;
    if (work.state.draft == id) {
        work.state.draft = {};
    }
    show_toast(work, {.kind = ToastKind::saved, .observation = id, .can_undo = true});
    refresh_journal(work);
    ask_to_persist(work);
}

void unsave_observation(Workplace& work, ObservationId id) {
    Observation* observation = open_observation(work, id);
    if (observation == nullptr || !work.keep(storage::ObservationTable(*work.database).set_saved(id, false))) {
        return;
    }
    observation->saved = false;
    if (!work.state.draft) {
        work.state.draft = id;
    }
    refresh_journal(work);
}

void write_note(Workplace& work, const command::WriteNote& wish) {
    Observation* observation = open_observation(work, wish.observation);
    if (observation == nullptr || observation->note == wish.note ||
        !work.keep(storage::ObservationTable(*work.database).set_note(wish.observation, wish.note))) {
        return;
    }
    observation->note = wish.note;
    if (work.state.journal.searched()) {
        refresh_journal(work); // it may be found now, or no more
    }
    work.touch();
}

void ask_delete(Workplace& work, ObservationId id) {
    if (open_observation(work, id) != nullptr) {
        work.state.overlay = DeleteQuestion{id};
        work.touch();
    }
}

void delete_observation(Workplace& work, ObservationId id, ToastKind kind) {
    Observation* observation = open_observation(work, id);
    if (observation == nullptr ||
        !work.keep(storage::ObservationTable(*work.database).mark_deleted(id, work.clock.wall_ms()))) {
        return;
    }
    stop_work(work, *observation);
    observation->deleted = true;
    leave(work, id);
    show_toast(work, {.kind = kind, .observation = id, .can_undo = true});
    refresh_journal(work);
    close_unused(work);
}

void restore_observation(Workplace& work, ObservationId id) {
    if (!work.database || !work.keep(storage::ObservationTable(*work.database).undelete(id))) {
        return;
    }
    work.state.observations.erase(id.value);
    const Observation* observation = open_observation(work, id);
    if (observation != nullptr && !observation->saved && !work.state.draft) {
        work.state.draft = id;
    }
    refresh_journal(work);
    close_unused(work);
}

void purge_observation(Workplace& work, ObservationId id) {
    if (!work.database) {
        return;
    }
    const auto photos = storage::ObservationTable(*work.database).purge(id);
    if (photos) {
        delete_unreferenced(work, *photos);
    } else if (photos.error().code != "not_found") { // gone already is gone
        work.keep(photos);
    }
    work.state.observations.erase(id.value);
    work.touch();
}

bool drop_empty_draft(Workplace& work, const Observation& observation) {
    const bool empty = std::ranges::all_of(observation.photos,
                                           [](const SlotPhoto& photo) { return photo.phase == PhotoPhase::empty; });
    if (!empty || observation.saved) {
        return false;
    }
    const ObservationId id = observation.id;
    leave(work, id);
    purge_observation(work, id);
    return true;
}

void purge_leftovers(Workplace& work) {
    const auto photos =
        storage::ObservationTable(*work.database).purge_deleted(std::numeric_limits<std::int64_t>::max());
    if (work.keep(photos)) {
        delete_unreferenced(work, *photos);
    }
    drop_stray_photos(work);
}

void ask_erase(Workplace& work) {
    work.state.overlay = EraseQuestion{};
    work.touch();
}

void erase_everything(Workplace& work) {
    if (!work.database) {
        return;
    }
    if (work.state.toast) {
        close_toast(work, work.state.toast->serial);
    }
    auto transaction = storage::Transaction::begin(*work.database);
    if (!work.keep(transaction)) {
        return;
    }
    storage::ObservationTable table(*work.database);
    const auto drafts = table.drafts();
    const auto rows = storage::Journal(*work.database).page(0, std::numeric_limits<std::int32_t>::max());
    if (!work.keep(drafts) || !work.keep(rows)) {
        return;
    }
    std::vector<ObservationId> ids;
    std::ranges::transform(*drafts, std::back_inserter(ids), &storage::ObservationRow::id);
    std::ranges::transform(*rows, std::back_inserter(ids), &storage::JournalRow::id);
    std::vector<std::string> photos;
    for (const ObservationId id : ids) {
        const auto freed = table.purge(id);
        if (!work.keep(freed)) {
            return;
        }
        photos.insert(photos.end(), freed->begin(), freed->end());
    }
    if (!work.keep(storage::StoryTable(*work.database).erase()) ||
        !work.keep(storage::TasteTable(*work.database).erase()) ||
        !work.keep(storage::OwnStoryTable(*work.database).erase()) || !work.keep(transaction->commit())) {
        return;
    }
    drop_reading(work);
    drop_contributing(work);
    drop_fetch_plan(work);
    for (auto& [id, observation] : work.state.observations) {
        stop_work(work, observation);
    }
    delete_unreferenced(work, photos);
    work.postbox.send(ports::DeleteAllPhotos{}); // also those that only a copy of the journal knew
    work.memory.copies_go = true;
    work.state.observations.clear();
    work.state.draft = {};
    work.state.overlay = std::monostate{};
    show_toast(work, {.kind = ToastKind::erased, .count = static_cast<std::int64_t>(rows->size())});
    refresh_journal(work);
}

void choose_filter(Workplace& work, JournalFilter filter) {
    if (work.state.journal.filter == filter) {
        return;
    }
    work.state.journal.filter = filter;
    work.state.journal.pages.clear();
    refresh_journal(work);
}

void search_finds(Workplace& work, const command::SearchFinds& wish) {
    Journal& journal = work.state.journal;
    if (journal.words == wish.words || !work.database) {
        return;
    }
    journal.words = wish.words;
    journal.pages.clear();
    refresh_journal(work);
}

void show_rows(Workplace& work, const command::ShowRows& range) { load_pages(work, range.first, range.count); }

void refresh_journal(Workplace& work) {
    if (work.database) {
        read_counts(work);
        reload_pages(work);
        remind_backup(work);
        work.touch();
    }
}

} // namespace hypha::app

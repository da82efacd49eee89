// The journal: saving, notes, deleting with a way back, and the pages of rows around what is on screen.
// Deleting marks; purging is what is final, and happens when the undo has gone or at the next start.
// The whole list is never in memory: counts, months and at most a handful of pages are.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void save_observation(Workplace& work, ObservationId id);
void unsave_observation(Workplace& work, ObservationId id);
void write_note(Workplace& work, const command::WriteNote& wish);

void ask_delete(Workplace& work, ObservationId id);
// kind: deleted or discarded, for the toast that offers to undo it.
void delete_observation(Workplace& work, ObservationId id, ToastKind kind);
void restore_observation(Workplace& work, ObservationId id);
void purge_observation(Workplace& work, ObservationId id);
// A draft that lost its last photo is no find any more: gone, with its screen. True when it went.
bool drop_empty_draft(Workplace& work, const Observation& observation);
// Finds that were deleted before the last start.
void purge_leftovers(Workplace& work);
void ask_erase(Workplace& work);
// Every find, draft and photo. Settings stay.
void erase_everything(Workplace& work);

void choose_filter(Workplace& work, JournalFilter filter);
// Notes and names that begin with every word, of the chosen filter. A search ends with the database it was made on.
void search_finds(Workplace& work, const command::SearchFinds& wish);
void show_rows(Workplace& work, const command::ShowRows& range);
// Counts, months, recent and the loaded pages again, after something was written.
void refresh_journal(Workplace& work);

} // namespace hypha::app

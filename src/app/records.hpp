// The one translator between storage rows and what screens know. Reads answer values, writes answer whether it is kept.
// An observation's row state is derived from its photos: picked while one is unsafe, stored while one is unread, then
// failed or analysed; that state is what resume_drafts reads after a crash.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// Puts the observation into state.observations, or finds it there. Null when storage has none that is not deleted.
Observation* open_observation(Workplace& work, ObservationId id);
// A new unsaved observation in storage and in state. Null when it could not be kept.
Observation* add_observation(Workplace& work);
// Forgets open observations that are not the draft, not shown and not at work. Storage keeps them.
void close_unused(Workplace& work);

// Reads the slot's photo again from storage; an empty slot when there is none.
void reload_slot(Workplace& work, Observation& observation, Slot slot);
bool write_photo(Workplace& work, const Observation& observation, Slot slot, const std::vector<float>& logits,
                 const std::string& model_sha256);
// All that was said, and the model's newest answer, again from storage.
bool read_opinions(Workplace& work, Observation& observation);
// Writes the state that follows from the photos.
void write_state(Workplace& work, const Observation& observation);
// Asks the media worker to delete originals no row refers to, of a find or of a story.
void delete_unreferenced(Workplace& work, const std::vector<std::string>& photos);

} // namespace hypha::app

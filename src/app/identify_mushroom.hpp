// From a picked photo to a verdict: stored (the photo is safe), analysed (its scores are safe), judged over all views.
// Each step is a row before it is shown. Scores of another model than the manifest's give no names: they are made again.
// A failure before "stored" gives back the photo that stood there before; after it, the photo stays and can be tried again.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void load_progressed(Workplace& work, const ports::LoadProgressed& progress);
void photo_stored(Workplace& work, const ports::PhotoStored& stored);
void photo_analysed(Workplace& work, const ports::PhotoAnalysed& analysed);
void analysis_failed(Workplace& work, const ports::AnalysisFailed& failed);
// A photo's bytes did not fit: has room made and the same file read once more. False when that is no way out.
bool make_room_for_photo(Workplace& work, const ports::AnalysisFailed& failed);
// The photo's row could not be kept, so nothing of the photo is.
void refuse_stored_photo(Workplace& work, const ports::PhotoStored& stored, const std::string& code);
void analysis_cancelled(Workplace& work, const ports::AnalysisCancelled& cancelled);

// Judges what is analysed and writes it down; without any scores the verdict is nothing.
void judge_observation(Workplace& work, Observation& observation);
// Analyses stored photos that have no scores yet, or scores of an older model.
void retry_photos(Workplace& work, ObservationId id);
// Another part of a kept photo is to be looked at: its scores go, and are made anew.
void read_again(Workplace& work, Observation& observation, Slot slot);
void cancel_photos(Workplace& work, ObservationId id);

} // namespace hypha::app

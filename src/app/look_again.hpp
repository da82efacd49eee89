// Looking at the journal again with the model that is here now, where finds have only another model's answers (SAFETY 10). The person
// starts it; it goes on find by find behind everything else, over restarts, until it is done, paused or stopped.
// - What is done is known from the stored answers: each carries the model's hash and the rules. Nothing else counts.
// - A find is looked at wholly, all its views fused as in a first answer, or not at all: then its earlier answer stands and it is named
//   among those that could not be looked at. The new answer is one more row; a person's name stays the find's name.
// - A photo that the person wants read goes first: one of ours that is being read is given up and read again later.
// - Scores that are there already are judged without the photo: after a change of the risk tables alone no model runs.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void look_again(Workplace& work);
void pause_looking(Workplace& work);
void stop_looking(Workplace& work);
// Finds that were missed are left to look at once more.
void look_at_missed(Workplace& work);
void put_changes_away(Workplace& work);

// After every event: starts what is next, or steps aside.
void go_on_looking(Workplace& work);
// At rest: counts what is left, and takes up what the last session did not end.
void rest_from_looking(Workplace& work);
// The database is about to close.
void forget_looking(Workplace& work);

// True when the ticket was one of these photos'.
bool looking_progressed(Workplace& work, const ports::LoadProgressed& progress);
bool photo_looked_at(Workplace& work, const ports::PhotoAnalysed& analysed);
bool looking_failed(Workplace& work, std::uint32_t ticket, const std::string& code);

} // namespace hypha::app

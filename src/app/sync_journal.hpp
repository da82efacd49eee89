// The journal in step with the person's other devices, over an edge that cannot read it. Rounds begin when something was written (at
// rest), when the connection or the tab comes back, and when the person wishes; each sends what waits, takes what others wrote, then
// moves photos, one request at a time (core/sync/sync_session.hpp), and may end at any moment without losing anything.
// What others wrote is in the journal's rows in the transaction that took it. A change made here meanwhile is the later word.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// `wished`: by the person, who does not wait for a time to try again.
void sync_now(Workplace& work, bool wished = false);
void pause_sync(Workplace& work, bool paused);
void let_photos_go_anywhere(Workplace& work, bool anywhere);
// Something may have changed elsewhere: a round begins at rest, without waiting for a time to try again.
void sync_due(Workplace& work);
// At rest: begins a round where one is due.
void rest_from_syncing(Workplace& work);
void sync_when_connected(Workplace& work, const ports::ConnectionChanged& changed);

// Answers to questions of a round; of another ticket, nothing happens.
void edge_answered(Workplace& work, const ports::EdgeAnswered& answered);

// After the account was found, or this device came into one.
void begin_syncing(Workplace& work);
// The storage goes away, or the account does: the round ends without a word.
void drop_sync(Workplace& work);

// For the parts of a round in other files: what is next, or that the round ends with `failure`.
void go_on_syncing(Workplace& work);
void end_round(Workplace& work, const std::string& failure);
// Counts what waits, for the screen.
void count_waiting(Workplace& work);

} // namespace hypha::app

// Own stories on their way to the edge and back to their author as words: what waits is sent when there is a connection and an account,
// one after the other, signed by the device's key, then its photos (send_story_photos); how each stands is asked when its screen is opened. The row in storage is the outbox.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void send_own_story(Workplace& work, const std::string& id);
void take_own_story_back(Workplace& work, const std::string& id);
// Asks what is due, if nothing is out; called whenever something may have changed.
void go_on_contributing(Workplace& work);
// The person is here, or there is a connection again.
void contribute_when_due(Workplace& work);
void ask_own_standing(Workplace& work);
// A contributed story, by its hash: a moderator is to look at it. A toast says whether that reached the edge.
void report_story(Workplace& work, const std::string& hash);

// True when the ticket was ours.
bool contribution_signed(Workplace& work, const ports::AccountAnswered& answered);
bool contribution_answered(Workplace& work, const ports::EdgeAnswered& answered);
void drop_contributing(Workplace& work);

} // namespace hypha::app

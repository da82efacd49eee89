// Other people's stories that wait for a moderator's word, where this account is one: the edge says so, and checks it again at each word.
#pragma once

#include "app/workplace.hpp"
#include "ports/contribution_answer.hpp"

namespace hypha::app {

// When nothing is out; else as soon as that is so.
void ask_queue(Workplace& work);
// What its author is told, while it is typed. A rejection needs it.
void answer_author(Workplace& work, const std::string& id, const std::string& text);
// A photo of one of them: its bytes are the edge's until they are asked for, and stay on this device no longer than the app is open.
void show_held_photo(Workplace& work, const std::string& sha256);
void decide_held(Workplace& work, const std::string& id, bool accept);

// For send_stories, which has the line: asks now; and what came of it.
void held_photo_arrived(Workplace& work, const std::string& sha256, const ports::EdgeAnswered& answered);
void ask_for_queue(Workplace& work);
void queue_answered(Workplace& work, ContributionAsked asked, const std::string& id, const std::string& failure,
                    const ports::ContributionAnswer& answer);

} // namespace hypha::app

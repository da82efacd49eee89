// A story of one's own while it is written. Every letter is kept at once; nothing leaves the device before it is sent.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// Of the screen that is arrived at: the story of the route, or none any more.
void follow_writing(Workplace& work);
void read_own_stories(Workplace& work);
// The row in storage, and wherever the story is shown. False: it could not be kept, which is said, and nothing changed.
bool keep_own_story(Workplace& work, const OwnStory& story);
// A new draft, and its screen.
void begin_story(Workplace& work);
void edit_own_story(Workplace& work, const command::EditOwnStory& wish);
void ask_story_place(Workplace& work);
void forget_story_place(Workplace& work);
// A draft that was never sent goes; undo brings it back.
void delete_own_story(Workplace& work, const std::string& id);
void bring_own_story_back(Workplace& work);

// True when the ticket was ours.
bool story_place_found(Workplace& work, const ports::PlaceFound& found);
bool story_place_failed(Workplace& work, const ports::PlaceFailed& failed);

// What is typed, as the edge wants it. Errors: those of core/news/contribution.
Result<std::string> contribution_of(const OwnStory& story);
// What hinders sending it; empty: nothing.
void check_writing(Workplace& work);

} // namespace hypha::app

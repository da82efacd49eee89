// Photos of stories that the edge holds for them, one at a time, after the story: each its own request, so that what a bad line cuts off is
// one photo. Where the person lets photos go only on Wi-Fi (sync_photos), these wait too. What the edge has, it says with the story.
#pragma once

#include <string>
#include <vector>

#include "app/workplace.hpp"
#include "ports/contribution_answer.hpp"

namespace hypha::app {

std::string contributed_photo_target(const std::string& sha256);
// Of a story that another device of this account wrote.
std::vector<OwnPhoto> own_photos(const news::Contribution& file);
// Which of its photos the edge has, by what it says of the story.
void take_missing_photos(OwnStory& story, const ports::ContributionStanding& said);
// The story was sent anew.
void try_refused_photos_again(OwnStory& story);

// For send_stories, which has the line.
bool has_photo_to_send(Workplace& work);
void read_next_photo(Workplace& work);
void photo_answered(Workplace& work, OwnStory& story, const ports::ContributionAnswer& answer);

// Tickets of others change nothing.
void story_photo_read(Workplace& work, const ports::FileRead& read);
void story_photo_unread(Workplace& work, const ports::FileFailed& failed);

} // namespace hypha::app

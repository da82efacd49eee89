// Photos of a story of one's own, while it is written. A file that the person chose is made anew by the media worker (PreparePhoto) before
// anything of it is kept: upright, small enough to be sent, nothing hidden in it. They lie in the photo store as photos of finds do, and no
// find knows them. A photo that goes waits for its toast; its file goes when no story and no find names it any more.
#pragma once

#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

inline constexpr std::uint32_t kLongestStoryPhoto_px = 1'600;

// How many more the story of the screen takes.
std::size_t story_photo_room(const Contributing& contributing);
// Opens a chooser, or the camera, for the story of the screen.
void add_story_photos(Workplace& work, PhotoSource source);
void remove_story_photo(Workplace& work, const std::string& sha256);
void bring_story_photo_back(Workplace& work);
// Files that no story names since the last toast about them, or since the app was closed on one.
void drop_stray_photos(Workplace& work);

std::vector<news::ContributedPhoto> contributed_photos(const OwnStory& story);

// Each answers true when the ticket was ours.
bool story_photo_picked(Workplace& work, const ports::PhotoPicked& picked);
bool story_photo_failed(Workplace& work, std::uint32_t ticket, const std::string& code);
// The device is full: room is made and the photo tried once more.
bool make_room_for_story_photo(Workplace& work, const ports::AnalysisFailed& failed);

void story_pick_cancelled(Workplace& work, const ports::PickCancelled& cancelled);
void story_photo_prepared(Workplace& work, const ports::PhotoPrepared& prepared);
// Its row could not be kept: nothing of it stays.
void refuse_prepared_photo(Workplace& work, const ports::PhotoPrepared& prepared, const std::string& code);

} // namespace hypha::app

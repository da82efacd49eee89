// One story: opened from what is kept, or fetched, verified and kept; how far it was read is remembered; and what a person does with it.
// A source that is hidden is never shown again, however its stories come, until the person shows it again.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// The route names a story, or none any more.
void follow_story(Workplace& work);
void ask_for_story(Workplace& work);
void read_to(Workplace& work, const command::ReadTo& wish);
void save_story(Workplace& work, const command::SaveStory& wish);
void put_story_away(Workplace& work, const std::string& hash);
void hide_source(Workplace& work, const std::string& source, bool hidden);
void share_story(Workplace& work);
void address_shared(Workplace& work, const ports::AddressShared& shared);
// The undo of put_story_away and hide_source.
void bring_back(Workplace& work, const Toast& toast);

bool story_arrived(Workplace& work, const ports::NewsArrived& arrived);
bool story_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes);

} // namespace hypha::app

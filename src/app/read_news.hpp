// News of a region as the edge lists them: which regions there are, the signed list of one, and what of it is shown. The key that signs is
// pinned with the first list; another one is refused until the person accepts it. An older list than the one that is here changes
// nothing. Without a network everything that was kept is there.
// Reading begins with the first look at the screen; an app that never reads asks for nothing.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// The screen, or one behind it, is looked at: storage is read, and a list that is old is asked for.
void arrive_reading(Workplace& work);
// `wished`: by the person.
void refresh_news(Workplace& work, bool wished);
void cancel_news(Workplace& work);
// For who has a region and wants another.
void ask_regions(Workplace& work);
void choose_region(Workplace& work, const std::string& region);
void accept_news_key(Workplace& work);

// Answers to what was asked here; false for tickets of others.
bool list_arrived(Workplace& work, const ports::NewsArrived& arrived);
bool list_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes);

// The storage goes away.
void drop_reading(Workplace& work);
// At rest: a list that is due is asked for, texts are fetched ahead.
void rest_from_reading(Workplace& work);
void read_when_connected(Workplace& work, const ports::ConnectionChanged& changed);

} // namespace hypha::app

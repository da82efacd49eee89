// Texts of stories that come before anybody opens them: newest first, saved ones before all, one at a time, as long as the day's budget
// lasts and as the hours allow. A text is asked for only when it fits whole into what is left, so the budget is passed by no more than what headers weigh.
// What came is counted by source and by the person's own day, as it went over the network. Whoever opens a story gets it whatever
// the budget says, and it is counted too. What the service worker fetched before (fetch_away) costs nothing and is taken first.
#pragma once

#include "app/read_ledger.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// What the person chose earlier; what was never chosen stays as it is.
void read_fetch_choices(Workplace& work);
// Asks for the next text, or says why none is asked for.
void go_on_fetching(Workplace& work);
void pause_fetching(Workplace& work, bool paused);
void choose_budget(Workplace& work, bool unmetered, std::int64_t megabytes);
// What is under way ends.
void stop_fetching(Workplace& work);
// What is on its way of that source ends, and the next is asked for.
void stop_fetching_of(Workplace& work, const std::string& source);

bool ahead_arrived(Workplace& work, const ports::NewsArrived& arrived);
bool ahead_failed(Workplace& work, std::uint32_t ticket, const std::string& code, std::int64_t received_bytes);

// Verifies, reads and keeps the bytes of a story; answers the code of what failed, or nothing.
std::string keep_story(Workplace& work, const std::string& hash, std::span<const std::byte> bytes);

} // namespace hypha::app

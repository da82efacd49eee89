// Where each story of the region stands in the list and why: by core/taste/rank_stories for this person, or by time where they want that.
// The newest are judged, the others follow by time: nothing so old would come before them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/news_run.hpp"
#include "app/workplace.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {

std::vector<Standing> stand_in_order(const Workplace& work, const std::vector<storage::StoryRow>& rows);
// Nothing where the story is not known; without a place where it is not in the list.
std::optional<WhyStory> why_of_story(Workplace& work, const std::string& hash);
// One of the words that the person does not want to read of is in its title.
bool is_blocked(const NewsRun& run, const storage::StoryRow& row);

} // namespace hypha::app

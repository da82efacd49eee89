// The stories that screens show, from storage: in the order of story_standing, of one topic, the first ones; and the texts that are
// still to come, in the order they are to come. Hidden sources and stories that were put away are in neither.
#pragma once

#include "app/workplace.hpp"
#include "storage/story_table.hpp"

namespace hypha::app {

FeedStory feed_story(const storage::StoryRow& row);
// as_it_stands: nothing moves under the finger; what is new waits for the next order.
enum class FeedOrder { anew, as_it_stands };
// The stories that are shown, again from storage.
void read_feed(Workplace& work, FeedOrder order = FeedOrder::anew);
void choose_topic(Workplace& work, const std::string& topic);
void show_more_stories(Workplace& work);
void show_saved_stories(Workplace& work, bool only);

} // namespace hypha::app

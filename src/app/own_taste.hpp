// A person's taste, on their device only: what they do with stories is kept as choices, a model is learned from these and nothing else, and
// they can look at it, turn it, forget a week of it or all of it. A choice that is undone is learned no longer: the model is made again
// from the choices that are left. A change shows in the order of stories at once; learning shows when the list is next made.
#pragma once

#include <set>
#include <string>

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// From storage: the choices of order, what was learned and said.
void read_taste(Workplace& work);

// What screens see of it, with what the listed stories have. After each list that is made anew.
void show_taste(Workplace& work);

void learn(Workplace& work, taste::Did did, const FeedStory& story);
void unlearn(Workplace& work, taste::Did did, const FeedStory& story);
// A story was opened for the first time: those right above it in the list were passed over.
void learn_opening(Workplace& work, const FeedStory& story);
// The open story is left. Its time counts only if the app was in sight all the while.
void learn_reading_time(Workplace& work);

void choose_story_order(Workplace& work, bool by_time);
void choose_diversity(Workplace& work, int steps);
void choose_learning(Workplace& work, const command::ChooseLearning& wish);
void turn_trait(Workplace& work, const std::string& key, int steps);
// The question which topics there should be more of is not asked again, until the person starts over.
void close_interests(Workplace& work);
void drop_trait(Workplace& work, const std::string& key, bool dropped); // dropping can be undone
void edit_unwanted(Workplace& work, const std::string& text);
// `word`: as it was typed. No story with it in its title is shown, whichever list it is in.
void block_word(Workplace& work, const std::string& word, bool blocked);
void forget_week(Workplace& work);
void forget_taste(Workplace& work);
void ask_why(Workplace& work, const std::string& hash);

} // namespace hypha::app

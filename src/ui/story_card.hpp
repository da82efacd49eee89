// A story in a list: topic, source and age, headline, why it stands there, whether it can be read without a connection, and the two
// things that can be done with it. The card opens the story; its lower row belongs to the buttons.
#pragma once

#include <string_view>

#include "ui/frame.hpp"

namespace hypha::ui {

struct CardPlace {
    std::string_view why; // the reason that is shown
    int position = 0, set_size = 0;
};
float story_card_height(Frame& frame, float width, const app::FeedStory& story, std::string_view why);
void story_card(Frame& frame, const Rect& rect, const app::FeedStory& story, const app::Reading& reading,
                const CardPlace& place);
// The sheet of what can be done against a story: it alone, or all of its source.
void against_story(Frame& frame, const app::StorySheet& spec);

} // namespace hypha::ui

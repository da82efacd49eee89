// A topic for the story that is being written, read from its words once they rest: the text models of models/text say the language, then the
// topic. Features and answer are C++, the networks run in the media worker, and nothing leaves the device. A suggestion is shown and never
// written into a story: what the person chose, or chose to leave open, stays.
// Without the models, in a language that has none, or on thin evidence nothing is suggested, and nothing is said of it. Models that are
// missing come by themselves only over a line that costs nothing; else they come with the field kit.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// Another story is on the screen, or none any more: what was asked of the one before is given up.
void begin_topic(Workplace& work);
// Title or text of the story on the screen changed.
void topic_may_change(Workplace& work);
// At rest: reads the words when they have not changed for a second.
void rest_from_writing(Workplace& work);

// True when the ticket was ours.
[[gnu::noinline]] bool text_scored(Workplace& work, const ports::TextScored& scored);
bool scoring_failed(Workplace& work, std::uint32_t ticket);

} // namespace hypha::app

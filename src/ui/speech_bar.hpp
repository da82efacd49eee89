// The dark bar below a story that is read aloud: pause and go on, how far it is, how fast, and away with it. Where no voice can read it,
// the bar says why and what to do.
#pragma once

#include "app/state.hpp"
#include "ui/frame.hpp"

namespace hypha::ui {

// 0 while nothing is read aloud.
float speech_bar_height(Frame& frame, const Rect& area, const app::Speech& speech);
// At the bottom of `area`; draw it after the scroll region.
void speech_bar(Frame& frame, const Rect& area, const app::OpenStory& open);

} // namespace hypha::ui

// The photos of a story: while it is written each with its size and a way out, and the ways to a new one; for a moderator each behind a tap.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// Of the story of the screen.
void story_photo_strip(Frame& frame, Column& column, const app::State& state);
void held_photo_strip(Frame& frame, Column& column, const app::HeldStory& held, bool working);

} // namespace hypha::ui

// Sheets about a person's taste: why a story stands where it does, and what is known of one trait.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// Less to the left, more to the right, in five steps with a name; asks for what it is moved to.
void turn_slider(Frame& frame, Context& inner, Column& column, const app::TasteTrait& trait);

void why_sheet(Frame& frame, const app::WhyStory& why);
void trait_sheet(Frame& frame, const app::OwnTaste& taste, const app::TraitSheet& spec);

} // namespace hypha::ui

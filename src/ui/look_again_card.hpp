// Answers of another model than the one that is here: the offer to look again, how far that has come, and what it changed.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// Nothing while there is nothing to say. In the journal and in Me.
void look_again_card(Frame& frame, Column& column, const app::State& state);

} // namespace hypha::ui

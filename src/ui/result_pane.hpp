// The answer in a wide layout: a card of its own beside the list or the capture column, with the emergency pill in the top right
// corner and the orientation note docked at its foot, whatever is shown (SPEC §2, screen 12c).
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// `find` null: nothing has been photographed or chosen yet.
void result_pane(Frame& frame, const Rect& rect, const app::State& state, const app::Observation* find);
// The detail of a saved find in the same frame.
void observation_pane(Frame& frame, const Rect& rect, const app::State& state, const app::Observation* find);

} // namespace hypha::ui

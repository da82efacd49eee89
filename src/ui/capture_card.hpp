// The home screen's card: four views of one mushroom around the shutter, and one line that says what comes next.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void capture_card(Frame& frame, Column& column, const app::State& state);
// "Choose photos" and "Identify now", the live camera, and the way to start over.
void capture_actions(Frame& frame, Column& column, const app::State& state);

} // namespace hypha::ui

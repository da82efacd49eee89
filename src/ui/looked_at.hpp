// "What it looked at": the strength of a heat map that is shown on the photo, and the reference pictures most alike, each with its
// licence and the way to its author. The two always come together (SAFETY 11).
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void looked_at(Frame& frame, Column& column, const app::State& state, const app::Observation& find);

// 0..1, as last set in this session.
float heat_strength(Frame& frame);

// The heat map of one photo of the find, where it is there; what the hero draws over the photo.
const app::Heat* heat_of(const app::State& state, const app::Observation& find, app::Slot slot);

} // namespace hypha::ui

// What a saved find holds beside its answer: what people say it is, note, place and who sees it, and the way to delete it.
#pragma once

#include "ui/frame.hpp"
#include "ui/result_parts.hpp"

namespace hypha::ui {

// Names card, note field, place card, the ways to other people, delete.
void observation_details(Frame& frame, Column& column, const app::State& state, const app::Observation& find);
void place_card(Frame& frame, Column& column, const app::Observation& find);
ResultActions observation_actions(Frame& frame, const app::Observation& find);

} // namespace hypha::ui

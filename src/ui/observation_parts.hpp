// What a saved find holds beside its answer: note, place and who sees it, and the way to delete it.
#pragma once

#include "ui/frame.hpp"
#include "ui/result_parts.hpp"

namespace hypha::ui {

// Note field, place card, delete.
void observation_details(Frame& frame, Column& column, const app::Observation& find);
void place_card(Frame& frame, Column& column, const app::Observation& find);
ResultActions observation_actions(Frame& frame, const app::Observation& find);

} // namespace hypha::ui

// The pieces of an answer, for a find of any outcome, in the order in which they are read. Shared by the phone's sheet, the wide
// pane and the journal's detail. Every outcome has the same header and weight: doubt is a result (SPEC §1).
// The look-alike card warns of the worst that the genus can be or be taken for; it is left out only when nothing is known.
#pragma once

#include <array>
#include <vector>

#include "ui/frame.hpp"
#include "ui/kit/buttons.hpp"

namespace hypha::ui {

// level: of the heading; 1 on a page of its own, 2 in a pane.
void outcome_header(Frame& frame, Column& column, const app::Observation& find, int level);
// Meter and ladder of an answer, spread of guesses of "I don't know", reason of the others, progress, failure.
void outcome_evidence(Frame& frame, Column& column, const app::State& state, const app::Observation& find);
void lookalike_warning(Frame& frame, Column& column, const app::Observation& find);
void missing_views(Frame& frame, Column& column, const app::Observation& find);
void alternatives(Frame& frame, Column& column, const app::State& state, const app::Observation& find);
void answered_by(Frame& frame, Column& column, const app::Observation& find);

// At most two actions of a result; `left` may be missing. Answers what the tapped one asks for.
struct ResultActions {
    std::vector<ButtonSpec> buttons;
    std::vector<app::Command> commands;
};
ResultActions result_actions(Frame& frame, const app::Observation& find);

// The note that is docked on every result and observation, and the actions below it; answers the area that is left above.
Rect docked_actions(Frame& frame, const Rect& area, const ResultActions& actions);
float docked_height(Frame& frame, const Rect& area, const ResultActions& actions);

// A find that the address names but that is not there.
void missing_find(Frame& frame, const Rect& area, bool to_journal);

} // namespace hypha::ui

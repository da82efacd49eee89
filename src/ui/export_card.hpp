// Me, Storage and place: finds as files that other programs read, and a zip of them back into the journal.
#pragma once

#include "ui/frame.hpp"
#include "ui/kit/overlay.hpp"

namespace hypha::ui {

// While a file is being made, or when it failed; else nothing.
void export_progress(Frame& frame, Column& column, const app::State& state);
void export_card(Frame& frame, Column& column, const app::State& state);
void import_card(Frame& frame, Column& column, const app::State& state);
// What a zip holds, before its finds come in.
DialogSpec add_question(Frame& frame, const app::State& state);

} // namespace hypha::ui

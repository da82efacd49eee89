// What a statement answered: changes that wait to be kept, what went wrong with SQLite's own sentence, the plan, the rows with their
// count and their CSV.
#pragma once

#include "ui/frame.hpp"
#include "ui/kit/scroll.hpp"

namespace hypha::ui {

// Above the rows: waiting changes, what was undone, a failure, the plan.
void sql_answer(Frame& frame, Column& column, const app::Console& console);
// The rows.
void sql_result(Frame& frame, ScrollRegion& page, Column& column, const app::Console& console);

} // namespace hypha::ui

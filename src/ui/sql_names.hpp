// Names and statements to tap into the editor: the tables with their columns, and what ran before. Folded away until asked for.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void sql_names(Frame& frame, Column& column, const app::Console& console);

} // namespace hypha::ui

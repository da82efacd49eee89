// Searching the journal: the field, what came of it, and what stands there when nothing did.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void search_field(Frame& frame, Column& column, const app::Journal& journal);
void search_outcome(Frame& frame, Column& column, const app::Journal& journal);
void nothing_found(Frame& frame, Column& column, const app::Journal& journal);

} // namespace hypha::ui

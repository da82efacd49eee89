// The row of Me › Data that opens another SQLite file as a copy, and what becomes of it: bytes while it is read, or why it was not
// opened. One row, so that the page it stands on needs to know nothing else.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void open_copy_row(Frame& frame, Column& column, const app::CopyPick& pick);

} // namespace hypha::ui

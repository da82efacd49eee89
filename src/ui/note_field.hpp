// The note of a find: drawn with its marks while nobody edits it, as plain text with buttons for them while somebody does. The buttons
// change the selection, which only the page knows: it presses them (web/note_marks.mjs) and the text comes back as an edit.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void note_field(Frame& frame, Column& column, const app::Observation& find);

} // namespace hypha::ui

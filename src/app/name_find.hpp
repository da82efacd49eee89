// What a person says that a find is: a name, confirmed or their own, or that it is no mushroom. Each is a row by a person beside what
// the model answered, never instead of it (SAFETY 10); a later one does not erase an earlier one, and taking a name back is one too.
// Only the undo of the last step removes a row. The model's risk stays shown, whatever the name (SAFETY 3).
#pragma once

#include <string>

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// Of the screen that is arrived at: suggestions to begin with there, nothing anywhere else.
void begin_naming(Workplace& work);
void edit_name(Workplace& work, const std::string& text);

// A name that is no Latin name keeps nothing: Naming::refused.
void give_name(Workplace& work, const command::GiveName& wish);
void say_no_mushroom(Workplace& work, ObservationId id);
void remove_name(Workplace& work, ObservationId id);
void take_name_back(Workplace& work, const Toast& undone);

} // namespace hypha::app

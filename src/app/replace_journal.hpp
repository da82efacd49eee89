// Makes another file the journal: closes the present one, which storage keeps for undoing, and opens again. What belongs to this
// device and not to the journal (that the browser was asked, which model is here) is carried over.
// Answers whether the other file is the journal now; if not, the present one is open again and the failure shown.
#pragma once

#include <string>

#include "app/workplace.hpp"

namespace hypha::app {

bool replace_journal(Workplace& work, const std::string& file);
// Back to what the last replace_journal replaced.
bool undo_replace(Workplace& work);

} // namespace hypha::app

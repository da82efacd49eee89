// What looking again changed (look_again.hpp): the finds whose risk or name is another now, worse risk first, and those that could not
// be looked at. Read from the stored answers each time; nothing is remembered of it.
#pragma once

#include "app/workplace.hpp"
#include "storage/answer_changes.hpp"

namespace hypha::app {

// The answers that count as the present ones: of this model, by these rules and risk tables.
storage::AnswerSource source_of(const Workplace& work);
void count_changes(Workplace& work);
// The list, for its screen; forgotten on every other.
void read_changes(Workplace& work);

} // namespace hypha::app

// A journal that a newer Hypha wrote is shown and never written. A wish that would write is answered with one sentence and the
// way to the update; wishes that only look, move or leave pass.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// Whether obeying it writes finds: photos, notes, places, saving, deleting, restoring.
bool writes_finds(const Command& command);
// Those of them that change rows at once, and do not only ask for something.
bool changes_finds(const Command& command);
// True when the wish was answered here, because the journal may not be written.
bool refuse_to_write(Workplace& work, const Command& command);

void look_for_update(Workplace& work);
void update_looked(Workplace& work, const ports::UpdateLooked& looked);

} // namespace hypha::app

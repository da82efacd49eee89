// The automatic copy inside the storage: at rest, when finds changed since the last one and that is a week old.
// Never while work runs, never where space is short. It is what a damaged journal is brought back from, and never leaves the device.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// After the journal was opened.
void read_snapshot_times(Workplace& work);
// Remembers, once, that there is something new to copy.
void mark_finds_changed(Workplace& work);
// Takes the copy when it is time.
void keep_snapshot(Workplace& work);

} // namespace hypha::app

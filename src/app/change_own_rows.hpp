// The switch that lets a statement change something, and what becomes of changes: kept for good, or undone as if they had never been.
// A statement is never carried out twice: keep and undo act on what waits, and on nothing when it has gone meanwhile.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void allow_changes(Workplace& work, bool allowed);
void keep_changes(Workplace& work);
void undo_changes(Workplace& work);
// After any event: changes that a write of the app has ended meanwhile are said to be undone.
void notice_ended_changes(Workplace& work);

} // namespace hypha::app

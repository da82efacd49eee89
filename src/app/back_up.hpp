// A backup to a file: the journal as it is now and, if wanted, its photos, in one SQLite file that leaves through the browser.
// Photos come from the worker one at a time, so memory stays flat; one that cannot be read is left out and counted.
// Finds may be made and changed meanwhile: they are in the next backup. It counts as made when the browser says it was saved.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void back_up(Workplace& work, bool with_photos);
void cancel_backup(Workplace& work);
// Answers to questions of a backup; of another ticket, nothing happens.
void backup_photo_read(Workplace& work, const ports::FileRead& read);
void backup_photo_failed(Workplace& work, const ports::FileFailed& failed);
// The file went out.
void backup_saved(Workplace& work);
// The storage goes away.
void drop_backup(Workplace& work);

} // namespace hypha::app

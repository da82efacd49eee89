// Another journal instead of the present one: from a backup file, or from what can be read of a damaged file that was set aside.
// It comes in whole and is checked before anything is replaced; the person sees what it holds and decides. Photos of a backup go
// to the photos first; then the file becomes the journal in one step. The present one is kept until the next time, for undoing.
// Whatever fails before that step leaves everything as it was: photos that came in alone go again.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void pick_backup(Workplace& work);
void backup_picked(Workplace& work, const ports::FilePicked& picked);
void read_set_aside(Workplace& work, const std::string& file);
void restore_now(Workplace& work);
void cancel_restore(Workplace& work);
void undo_restore(Workplace& work);
// Answers to questions of a restore; of another ticket, nothing happens.
void restore_part_read(Workplace& work, const ports::FileRead& read);
void restore_failed(Workplace& work, const ports::FileFailed& failed);
void restore_photo_kept(Workplace& work, const ports::PhotoKept& kept);
// The storage goes away.
void drop_restore(Workplace& work);

} // namespace hypha::app

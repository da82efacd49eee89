// Opens any SQLite file as a copy in memory that can be read and not written: made by sql.js, by the sqlite3 shell, by anybody.
// The file itself is not touched. It comes in parts; what is no database, cut short, damaged or too large is said to be that.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void pick_copy(Workplace& work);
void cancel_copy(Workplace& work);
void copy_picked(Workplace& work, const ports::FilePicked& picked);
void copy_part_read(Workplace& work, const ports::FileRead& read);
void copy_failed(Workplace& work, const ports::FileFailed& failed);

} // namespace hypha::app

// Finds of a zip that this app made come into the journal beside those that are there. The file is read twice: first all of it, with
// nothing written, so that a damaged or foreign one is refused whole; then, when the person agreed, find by find, each with its photos
// in one transaction. A find whose id is here already is left as it is here: the same file twice changes nothing, and what was
// broken off goes on where it stopped. Nothing that is here is ever replaced or removed.
// Parts of the file and one photo are in memory, never the whole. Names in the file are compared, never used as paths.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void pick_finds(Workplace& work);
void finds_picked(Workplace& work, const ports::FilePicked& picked);
void add_finds(Workplace& work);
void cancel_import(Workplace& work);
// Answers to questions of an import; of another ticket, nothing happens.
void import_part_read(Workplace& work, const ports::FileRead& read);
void import_photo_kept(Workplace& work, const ports::PhotoKept& kept);
void import_failed(Workplace& work, const ports::FileFailed& failed);
// The storage goes away.
void drop_import(Workplace& work);

} // namespace hypha::app

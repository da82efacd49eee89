// Finds leave as a file: a zip with photos and one JSON a find, a Darwin Core table, a GeoJSON map, or one find as a page for an expert.
// One find or one photo is in memory at a time; the file grows outside and is given to the browser when it is whole. Finds may be made
// and changed meanwhile: each is as it is when its turn comes, one that is gone by then is left out.
// Photos lose what is hidden in them (core/vision/strip_metadata). Where their kind of file does not allow that, or the file is damaged,
// the small picture that the app made goes instead and is counted; one that cannot be read at all is left out and counted.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void export_finds(Workplace& work, ExportKind kind);
void cancel_export(Workplace& work);

void make_packet(Workplace& work, const command::MakePacket& wish);

// Answers to questions of an export; of another ticket, nothing happens.
void export_part_kept(Workplace& work, const ports::FileGrown& grown);
void export_photo_read(Workplace& work, const ports::FileRead& read);
void export_photo_failed(Workplace& work, const ports::FileFailed& failed);
// The storage goes away.
void drop_export(Workplace& work);

} // namespace hypha::app

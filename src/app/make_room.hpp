// What happens when the device is full: things that can be had again make room for what the person made, and the write that failed
// is tried once more. One wish after the other; each ends in exactly one `then`.
// Nothing goes in vain: what is there is measured first, and when all of it together would not do, nothing is let go and the person
// is told how much is missing. The order, cheapest loss first, what the forest needs most last:
//   0. a find the person deleted and could still bring back: it was to go, and its photos are often what is missing
//   1. files of older versions of the app: nobody will ask for them again
//   2. thumbnails: made again from the photos, without a connection
//   3. the field kit (runtime and model): nothing can be named in the forest without it, but a connection brings it back
//   4. the automatic copy of the database: nothing brings it back, so it goes after every download, yet before a find is refused
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void make_room(Workplace& work, RoomWish wish);
bool is_making_room(const Workplace& work);

void old_files_dropped(Workplace& work, const ports::OldFilesDropped& dropped);
void room_measured(Workplace& work, const ports::RoomMeasured& measured);
void downloads_dropped(Workplace& work, const ports::DownloadsDropped& dropped);
// The media worker died over the question: as if it had nothing to give. True when the ticket was ours.
bool room_failed(Workplace& work, std::uint32_t ticket);

void dismiss_let_go(Workplace& work);

} // namespace hypha::app

// No request is lost and none is done twice, whichever tab owns the database.
// A tab without the database does not write: what was asked there becomes a request with an idempotency key, which the worker's
// outbox keeps over the tab's death and hands to the tab that owns the database, again and again until that tab says finished.
// The owner commits effect and key in one transaction; a key that is committed already changes nothing and is finished again.
// A request about a find that is gone is finished without effect. Kinds: photo, note, name, no_mushroom, no_name, save, unsave, delete, restore, privacy,
// forget_place; the kind of a newer app stays in the outbox.
#pragma once

#include <optional>

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// Without a database: true when the command was one that writes, and now waits as a request.
bool hand_over(Workplace& work, const Command& command);
void hand_over_photo(Workplace& work, const ports::PhotoPicked& picked, ObservationId observation,
                     std::optional<Slot> slot);
// The database is about to be closed: photos whose bytes are not safe yet go on as requests, and their rows are put right.
void hand_over_unsafe_photos(Workplace& work);

void request_arrived(Workplace& work, const ports::RequestArrived& request);
void request_finished(Workplace& work, const ports::RequestFinished& finished);

// True when the pick with this key needs nothing more: it is committed (and finished again), or is being worked on.
bool is_known_pick(Workplace& work, const std::string& key);
// Its key was committed with the photo: says so.
void finish_pick(Workplace& work, SlotPhoto& photo);
// The pick is over without a photo: refused, withdrawn or replaced. Nobody may bring it again.
void settle_pick(Workplace& work, SlotPhoto& photo);

} // namespace hypha::app

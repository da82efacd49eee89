// Where a find was made: asked of the device only after a tap on the reason, kept exact on this device alone.
// What others would see follows from the privacy through shared_square. A refused or failed question changes nothing else.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void ask_place_reason(Workplace& work, ObservationId id);
void ask_place(Workplace& work, ObservationId id);
void place_found(Workplace& work, const ports::PlaceFound& found);
void place_failed(Workplace& work, const ports::PlaceFailed& failed);
void forget_place(Workplace& work, ObservationId id);
void choose_privacy(Workplace& work, const command::ChoosePrivacy& wish);
void choose_default_privacy(Workplace& work, PlacePrivacy privacy);

} // namespace hypha::app

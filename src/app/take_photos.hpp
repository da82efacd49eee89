// From a wish for a photo to a picked file in one of the four views. A pick becomes a row in storage before any work on it
// starts, and its analysis starts at once, so that the answer is ready when it is asked for.
// A photo that takes the place of another leaves the old one untouched until the new one is safe.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void show_slot(Workplace& work, const command::ShowSlot& wish);
void ask_for_photo(Workplace& work, const command::AskForPhoto& wish);
void photo_picked(Workplace& work, const ports::PhotoPicked& picked);
void pick_cancelled(Workplace& work, const ports::PickCancelled& cancelled);
void remove_photo(Workplace& work, const command::RemovePhoto& wish);
void discard_draft(Workplace& work);
void identify_now(Workplace& work);

} // namespace hypha::app

// From a wish for a photo to a picked file in one of the four views. A pick becomes a row in storage before any work on it
// starts, and its analysis starts at once, so that the answer is ready when it is asked for.
// A photo that takes the place of another leaves the old one untouched until the new one is safe.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void show_slot(Workplace& work, const command::ShowSlot& wish);
// What a file is for. Without a view, or when it is taken and may not be replaced: the most useful missing one.
struct PhotoUse {
    ObservationId observation{}; // 0, or a find that is gone: the draft
    std::optional<Slot> slot;
    bool may_replace = true;
    bool shows_result = false;
};
// Adds it exactly once, however often the same key comes.
void add_photo(Workplace& work, const ports::PhotoPicked& picked, const PhotoUse& use);
void ask_for_photo(Workplace& work, const command::AskForPhoto& wish);
void photo_picked(Workplace& work, const ports::PhotoPicked& picked);
void pick_cancelled(Workplace& work, const ports::PickCancelled& cancelled);
void remove_photo(Workplace& work, const command::RemovePhoto& wish);
void discard_draft(Workplace& work);
void identify_now(Workplace& work);

} // namespace hypha::app

// "What it looked at": asks the media worker for the evidence behind one photo and keeps the heat map while it is shown.
// One at a time; asking for another cancels the first. Nothing of it is stored. Evidence of another model than the one whose
// thresholds are loaded is refused (SAFETY 7).
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// Only for a photo that was analysed and a find whose verdict brings reference pictures: no heat map stands alone (SAFETY 11).
void show_heat(Workplace& work, ObservationId id, Slot slot);
void hide_heat(Workplace& work);
void photo_explained(Workplace& work, const ports::PhotoExplained& explained);
// True when the ticket was of a heat map.
bool heat_failed(Workplace& work, std::uint32_t ticket, const std::string& code);

} // namespace hypha::app

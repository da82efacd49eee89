// The photos of one find, one at a time, with dots and, where there are several, buttons to the next and the one before.
// Which one is shown is remembered by the screen, not by the find.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// `bottom` is how much of the photo's lower edge something else covers.
void hero_photo(Frame& frame, const Rect& rect, const app::Observation& find, float rounding, float bottom);

} // namespace hypha::ui

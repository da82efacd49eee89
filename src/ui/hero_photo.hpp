// The photos of one find, one at a time, as a photo or under its heat map, with a way to the next where there are several.
// Which one is shown is remembered by the screen, not by the find.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

struct HeroOptions {
    float rounding = 0;
    float bottom = 0;     // how much of the photo's lower edge something else covers
    bool controls = true; // false while the page lies over them
};
void hero_photo(Frame& frame, const Rect& rect, const app::State& state, const app::Observation& find,
                const HeroOptions& options);

} // namespace hypha::ui

// Which topics there should be more of, asked once above a new list: what a person says counts at once, and they may say nothing.
#pragma once

#include "app/taste.hpp"
#include "ui/frame.hpp"
#include "ui/kit/geometry.hpp"

namespace hypha::ui {

// Nothing while there are no interests to ask about.
void interests_card(Frame& frame, Column& column, const app::OwnTaste& taste);

} // namespace hypha::ui

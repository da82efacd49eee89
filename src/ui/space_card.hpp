// What is used of the space that the browser gives, by what takes it, and whether the browser may clear it.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void space_card(Frame& frame, Column& column, const app::State& state);

} // namespace hypha::ui

// When texts may come by themselves, what holds them now, and how this browser fetches while the app is closed.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// One sentence: what comes now, or why nothing does and when that ends.
std::string fetch_now_words(const Context& context, const app::Reading& reading);
void fetch_now(Frame& frame, Column& column, const app::Reading& reading);
// Pause, quiet hours, cheap hours, only while charging, and what a line of which the browser says nothing counts as.
void fetch_hours_card(Frame& frame, Column& column, const app::Reading& reading);
void fetch_ways(Frame& frame, Column& column, const app::Reading& reading);

} // namespace hypha::ui

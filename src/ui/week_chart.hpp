// What the last seven days cost over the network, as columns: lists below, then texts and pages, with the day's limit as a dashed line. A screen
// reader hears each day with its bytes.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void week_chart(Frame& frame, Column& column, const app::Reading& reading);

} // namespace hypha::ui

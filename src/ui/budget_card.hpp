// What news may still cost today, as a bar; the way to the settings.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

void budget_card(Frame& frame, Column& column, const app::Reading& reading);

} // namespace hypha::ui

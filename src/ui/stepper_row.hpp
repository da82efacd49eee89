// A value between a minus and a plus, with what it is at the left: how limits and times of day are chosen.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

struct Stepper {
    std::string_view what, value;
    std::string_view less_name, more_name; // of the buttons: what and less, what and more
    bool can_less = true, can_more = true;
};
// -1 or 1 when a button was pressed; else 0. Moves the column on.
int stepper_row(Frame& frame, std::string_view key, Column& column, const Stepper& stepper);

} // namespace hypha::ui

// Where things go on a screen, by layout class (SPEC §4): phone one column, medium one centred column of at most 640,
// wide a list or capture column of 468 beside a fluid detail pane.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// Gutter that centres a column of at most column_max in `width`.
float centred_gutter(const Context& context, float width);

struct Panes {
    Rect list;   // capture or list
    Rect detail; // card of the shown find
};
// Only for LayoutClass::wide: below the status bar, with the wide gutters around.
Panes wide_panes(const Context& context);

// The bar of a tab's root: title left, emergency right where asked. Answers the area below it.
Rect root_bar(Frame& frame, const Rect& area, Str title, bool emergency);
// The bar of a pushed screen: back, title, emergency where asked. Asks for GoBack and OpenEmergency itself.
Rect pushed_bar(Frame& frame, const Rect& area, std::string_view title, bool emergency);

} // namespace hypha::ui

// The rows of a query as a table that is never there as a whole: it is as high as all its rows, but only those in view are drawn and
// said. It lies in the page's own scrolling, its head stays at the top of the view, and it scrolls sideways by itself.
#pragma once

#include "ui/frame.hpp"
#include "ui/kit/scroll.hpp"

namespace hypha::ui {

void sql_table(Frame& frame, ScrollRegion& page, Column& column, const app::Console& console);

} // namespace hypha::ui

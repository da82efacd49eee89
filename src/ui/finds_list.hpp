// The journal's finds as screens list them: the strip of recent ones, and the long list by months, of which only the rows on
// screen are drawn (5,000 rows cost what ten do); rows that are not in memory yet are asked for and show their shape meanwhile.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// Section header with the way to the journal, then thumbnails that scroll sideways and bleed off the edge by `gutter`;
// in a wide layout two columns of small rows.
void recent_finds(Frame& frame, Column& column, const app::State& state, float gutter);

// The whole journal page below its bar: counts, filters, months and rows, in a scroll region of its own.
void finds_page(Frame& frame, const Rect& area, const app::State& state, float gutter);

} // namespace hypha::ui

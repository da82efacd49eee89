// What the journal can be narrowed to, beside its filters: chips that open a sheet of values with counts, and what is asked for in words.
#pragma once

#include "ui/frame.hpp"

namespace hypha::ui {

// A row of chips: risk, answer, name, month, and the way back to every find once something is asked for.
void facet_chips(Frame& frame, Column& column, const app::Journal& journal, float gutter);
void facet_sheet(Frame& frame, const app::State& state, app::JournalFacet facet);
// "Deadly, Amanita, June 2026"
std::string narrowed_words(const Frame& frame, const app::Narrowing& narrowing);

} // namespace hypha::ui

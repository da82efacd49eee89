// Narrowing the journal to what finds have in common: the risk that is shown, whose answer it is, a name, a month; together with the
// filter and the words that are searched for. Nothing here sorts finds by whether they could be eaten, and nothing ever will (SAFETY 1).
// It lasts until it is cleared or the app closes: looking at a find and coming back changes nothing.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// Opens the sheet with the values that finds have, each with how many have it and all else that is asked for.
void open_facet(Workplace& work, JournalFacet facet);
void narrow_finds(Workplace& work, const Narrowing& to);

} // namespace hypha::app

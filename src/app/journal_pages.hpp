// Reads the journal in pages around what is on screen. A page is kJournalPageRows rows; the pages that touch the visible
// rows and one on either side stay, the rest is forgotten, so memory does not grow with the journal.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void load_pages(Workplace& work, std::size_t first, std::size_t count);
void reload_pages(Workplace& work);
// Counts by filter, bytes, months of what is looked at, and the newest rows for the home screen.
void read_counts(Workplace& work);

} // namespace hypha::app

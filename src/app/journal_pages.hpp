// Reads the journal in pages around what is on screen. A page is kJournalPageRows rows; the pages that touch the visible
// rows and one on either side stay, the rest is forgotten, so memory does not grow with the journal.
#pragma once

#include "app/workplace.hpp"
#include "storage/journal.hpp"

namespace hypha::app {

// What of the stored journal is looked at. Where somebody searches or narrows, the search has been made.
Result<storage::JournalView> view_of(Workplace& work);
// What the index is asked for. Borrows the words and the name.
storage::FindQuery query_of(const Journal& journal, const Narrowing& narrowing, std::int64_t zone_offset_min);
// Of the open database; made when it is first asked for.
storage::JournalIndex& finds_index(Workplace& work);

void load_pages(Workplace& work, std::size_t first, std::size_t count);
void reload_pages(Workplace& work);
// Counts by filter, bytes, months of what is looked at, and the newest rows for the home screen.
void read_counts(Workplace& work);

} // namespace hypha::app

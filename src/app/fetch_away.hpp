// What the service worker fetches while the app is away. The app leaves it a plan (core/taste/fetch_export.hpp) whenever what that says has
// changed, and takes over what came: bytes into the ledger, each exactly once, texts and the list from what the service worker keeps.
// A journal's entry is counted in the same transaction as the mark of how far it was counted; the service worker lets go of counted
// entries only after it has a plan that says so, so no byte is missing from a day's limit in between.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

// The service worker's journal; the answer comes as FetchJournalFound.
void ask_fetch_journal(Workplace& work);
void fetch_journal_found(Workplace& work, const ports::FetchJournalFound& found);
// At rest, and when the app goes out of sight. Nothing where nothing changed.
void leave_fetch_plan(Workplace& work);
// Everything that is there for the service worker goes.
void drop_fetch_plan(Workplace& work);
void background_found(Workplace& work, const ports::BackgroundFound& found);

} // namespace hypha::app

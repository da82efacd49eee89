// The account of this device: begun here, joined by the code of another device, or restored from 24 words; its devices and its end.
// Keys and sessions are the worker's (web/account_link.ts); what comes up here are the keys that seal values and photos.
// A device that comes into an account marks all of its journal, so that all of it is sent; one that leaves keeps its journal.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// The storage was opened: is there an account?
void find_account(Workplace& work);
void account_found(Workplace& work, const ports::AccountFound& found);
void ask_account(Workplace& work, const command::AskAccount& wish);
void account_answered(Workplace& work, const ports::AccountAnswered& answered);
void question_account(Workplace& work, const command::QuestionAccount& wish);
void edit_pairing(Workplace& work, const command::EditPairing& wish);
// Words and codes that are on the screen go with it.
void hide_account_words(Workplace& work);

} // namespace hypha::app

// What lies beside the journal in its storage, and what it takes: for Me, Storage.
// When a damaged file was found is remembered as a setting the first time it is seen beside an open journal.
#pragma once

#include "app/workplace.hpp"

namespace hypha::app {

void list_copies(Workplace& work);

void save_set_aside(Workplace& work, const std::string& file);
void ask_delete_set_aside(Workplace& work, const std::string& file);
void delete_set_aside(Workplace& work, const std::string& file);
// The snapshot, what a restore replaced, what was damaged: all but the journal itself.
void delete_copies(Workplace& work);

} // namespace hypha::app

// Words that lost to words which had not seen them (core/sync/conflict_copy.hpp): listed with what stands now, until the person says on
// any device what shall stand. Both versions stay in the cells; nothing is deleted.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

void list_conflicts(Workplace& work);
void settle_conflict(Workplace& work, const command::SettleConflict& wish);

} // namespace hypha::app

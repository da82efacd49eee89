// Opening, losing and taking over the database. One tab owns it; a tab that does not holds no database at all, so it can
// never write beside the owner or start an empty one. Where nothing durable can be opened, a database in memory serves and
// `durable` is false. A damaged database is set aside by storage and a new one opened; the failure stays visible.
#pragma once

#include <string_view>

#include "app/workplace.hpp"

namespace hypha::app {

// mode: "opfs", "memory" or "other_tab". A device too full to open or to migrate has room made, once; `room_was_made` is that time.
void open_storage(Workplace& work, std::string_view mode, bool room_was_made = false);
void storage_lost(Workplace& work, const ports::StorageLost& lost);
void storage_gained(Workplace& work, const ports::StorageGained& gained);
void take_storage_over(Workplace& work);

// Asked once, after the first record that the user made.
void ask_to_persist(Workplace& work);
void measure_storage(Workplace& work);
void persist_answered(Workplace& work, const ports::PersistAnswered& answered);
void dismiss_storage_failure(Workplace& work);

} // namespace hypha::app

// Opening, losing and taking over the database. One tab owns it; a tab that does not holds no database at all, so it can
// never write beside the owner or start an empty one. Where nothing durable can be opened, a database in memory serves and
// `durable` is false. A damaged database is set aside by storage, and the person chooses (recover_journal); one that a newer Hypha
// wrote is read only.
#pragma once

#include <string_view>

#include "app/workplace.hpp"

namespace hypha::app {

// mode: "opfs", "memory" or "other_tab". A device too full to open or to migrate has room made, once; room_was_made is that time.
// start_empty: the person chose so, although a damaged journal lies aside.
struct OpenChoices {
    bool room_was_made = false, start_empty = false;
};
void open_storage(Workplace& work, std::string_view mode, OpenChoices choices = {});
// Ends all work on the database and closes it.
void close_storage(Workplace& work);
void storage_lost(Workplace& work, const ports::StorageLost& lost);
void storage_gained(Workplace& work, const ports::StorageGained& gained);
void take_storage_over(Workplace& work);
// What the app knows of the database, anew: rows were changed past its use cases.
void read_all_again(Workplace& work);

// Asked once, after the first record that the user made; again when the person asks for it.
void ask_to_persist(Workplace& work);
void ask_to_persist_again(Workplace& work);
void measure_storage(Workplace& work);
void persist_answered(Workplace& work, const ports::PersistAnswered& answered);
void dismiss_storage_failure(Workplace& work);

} // namespace hypha::app

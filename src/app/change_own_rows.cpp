#include "app/change_own_rows.hpp"

#include "app/keep_snapshot.hpp"
#include "app/own_storage.hpp"
#include "app/query_own_rows.hpp"
#include "app/sql_history.hpp"

namespace hypha::app {

void allow_changes(Workplace& work, bool allowed) {
    Console& console = work.state.console;
    if (console.can_change && console.allow_changes != allowed) {
        console.allow_changes = allowed;
        work.touch();
    }
}

void keep_changes(Workplace& work) {
    if (!work.memory.console || !work.state.console.pending) {
        return;
    }
    const auto kept = work.memory.console->keep();
    read_console(work);
    if (!work.keep(kept)) {
        work.state.console.undone = Undone::own_write;
        return;
    }
    work.state.console.allow_changes = false; // asked for anew each time
    work.state.console.changed = -1;
    mark_finds_changed(work);
    write_history(work);
    read_all_again(work); // any row may be another now
}

void undo_changes(Workplace& work) {
    if (!work.memory.console || !work.state.console.pending) {
        return;
    }
    work.memory.console->undo();
    read_console(work);
    work.state.console.undone = Undone::by_person;
    work.state.console.changed = -1;
    write_history(work);
    work.touch();
}

void notice_ended_changes(Workplace& work) {
    Console& console = work.state.console;
    if (console.pending && work.memory.console && !work.memory.console->pending()) {
        work.memory.console->undo();
        read_console(work);
        console.undone = Undone::own_write;
        console.changed = -1;
        work.touch();
    }
}

} // namespace hypha::app

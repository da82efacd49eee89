// The SQL console: opens on its page, runs one statement at a time in slices that the page asks for, closes when the page is left.
// Changes that were not kept are undone then, and whenever anything else of the app writes; the state says so.
#pragma once

#include "app/command.hpp"
#include "app/workplace.hpp"

namespace hypha::app {

// On the person's own database; nothing happens when it is open already.
void open_console(Workplace& work);
// On a copy that has just been opened.
void open_console_on(Workplace& work, std::unique_ptr<storage::SqlConsole> copy, const std::string& name);
// What was not kept is undone, for `why`.
void close_console(Workplace& work, Undone why);

void edit_sql(Workplace& work, const std::string& text);
// The table's first rows in an empty editor; else its name behind the text.
void use_table(Workplace& work, std::size_t table);
void use_column(Workplace& work, const command::UseColumn& wish);

void run_sql(Workplace& work);
void plan_sql(Workplace& work);
void stop_sql(Workplace& work);
// One slice of what is under way: rows, then CSV.
void go_on_with_sql(Workplace& work);
void show_sql_rows(Workplace& work, const command::ShowSqlRows& range);
// The state again from the console; after anything that moved it.
void read_console(Workplace& work);

} // namespace hypha::app

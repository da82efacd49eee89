#include "app/query_own_rows.hpp"

#include <algorithm>

#include "app/change_own_rows.hpp"
#include "app/export_rows.hpp"
#include "app/show_toast.hpp"
#include "app/sql_history.hpp"
#include "storage/sql_starters.hpp"

namespace hypha::app {
namespace {

constexpr std::size_t kSampledRows = 60; // whose values say how wide a column is
constexpr std::size_t kNarrowest = 4, kWidest = 34;
constexpr std::size_t kUntyped = 10; // letters of what is said instead of a type

void forget_result(Console& console) {
    console.phase = RunPhase::idle;
    console.failure.clear();
    console.failure_detail.clear();
    console.columns.clear();
    console.looks.clear();
    console.all_columns = console.rows = console.window_first = console.csv_rows = 0;
    console.counted = console.capped = false;
    console.window.clear();
    console.plan.clear();
    console.planned = false;
    console.changed = -1;
    console.csv = CsvPhase::none;
}

void fail(Workplace& work, const Error& error) {
    Console& console = work.state.console;
    console.phase = RunPhase::failed;
    console.failure = error.code;
    console.failure_detail = error.detail;
    work.touch();
}

std::size_t width_of(const SqlValue& value) {
    // Digits stand for bytes of a blob; other bytes of a text may be parts of one letter, which only makes a column wider.
    return value.type == ColumnType::null ? 4 : value.text.size() + (value.type == ColumnType::blob ? 8 : 0);
}

// SQLite's own words, as typeof() says them.
std::string_view name_of(ColumnType type) {
    switch (type) {
    case ColumnType::integer: return "integer";
    case ColumnType::real: return "real";
    case ColumnType::text: return "text";
    case ColumnType::blob: return "blob";
    case ColumnType::null: break;
    }
    return "";
}

void look_at_columns(Console& console) {
    console.looks.assign(console.columns.size(), {});
    const std::size_t sampled = std::min(kSampledRows, console.window.size());
    for (std::size_t i = 0; i < console.columns.size(); ++i) {
        Console::ColumnLook& look = console.looks[i];
        std::string_view actual; // of values that are not NULL
        bool mixed = false;
        std::size_t letters = std::max(kNarrowest, console.columns[i].name.size() + 1);
        for (std::size_t row = 0; row < sampled; ++row) {
            const SqlValue& value = console.window[row][i];
            letters = std::max(letters, width_of(value));
            const std::string_view name = name_of(value.type);
            mixed = mixed || (!name.empty() && !actual.empty() && name != actual);
            actual = name.empty() ? actual : name;
        }
        look.number = !mixed && (actual == "integer" || actual == "real");
        look.type = !console.columns[i].declared_type.empty() ? console.columns[i].declared_type
                    : mixed                                   ? std::string()
                    : actual.empty() && sampled > 0           ? "null"
                                                              : std::string(actual);
        look.letters = std::min(kWidest, std::max(letters, look.type.empty() ? kUntyped : look.type.size()));
    }
}

void read_tables(Workplace& work) {
    auto tables = work.memory.console->tables();
    if (tables) {
        work.state.console.tables = *std::move(tables);
    }
}

// Why there is nothing to run with what stands in the editor.
bool ready_to_run(Workplace& work) {
    if (!work.memory.console) {
        return false;
    }
    drop_csv(work);
    forget_result(work.state.console);
    work.state.console.undone = Undone::none;
    ++work.state.console.run;
    return true;
}

} // namespace

void open_console(Workplace& work) {
    Console& console = work.state.console;
    if (!work.database || (console.open && !console.is_copy)) {
        return;
    }
    auto opened = storage::SqlConsole::on_own(*work.database);
    if (!opened) {
        fail(work, opened.error());
        return;
    }
    work.memory.console = *std::move(opened);
    const std::string text = work.memory.own_sql;
    const Undone undone = console.undone;
    console = Console{};
    console.open = true;
    console.text = text;
    console.undone = undone;
    console.can_change = work.memory.console->can_change();
    console.starters = storage::sql_starters();
    read_history(work);
    read_tables(work);
    work.touch();
}

void open_console_on(Workplace& work, std::unique_ptr<storage::SqlConsole> copy, const std::string& name) {
    close_console(work, Undone::left);
    work.memory.console = std::move(copy);
    Console& console = work.state.console;
    console = Console{};
    console.open = true;
    console.is_copy = true;
    console.copy_name = name;
    read_tables(work);
    for (const SqlTable& table : console.tables) {
        if (console.starters.size() < storage::kStarters) {
            console.starters.push_back(storage::sql_browse(table.name));
        }
    }
    work.touch();
}

void close_console(Workplace& work, Undone why) {
    Console& console = work.state.console;
    if (!console.open) {
        return;
    }
    drop_csv(work);
    const bool undone = work.memory.console && work.memory.console->pending();
    work.memory.console.reset();
    if (!console.is_copy) {
        work.memory.own_sql = console.text;
        write_history(work);
    }
    console = Console{};
    console.undone = undone ? why : Undone::none;
    work.touch();
}

void read_console(Workplace& work) {
    if (!work.memory.console) {
        return;
    }
    Console& console = work.state.console;
    const storage::SqlRows& rows = work.memory.console->rows();
    console.columns = rows.columns();
    console.all_columns = rows.all_columns();
    console.rows = rows.count();
    console.counted = rows.counted();
    console.capped = rows.capped();
    console.window_first = rows.window_first();
    console.window = rows.window();
    if (console.looks.size() != console.columns.size()) {
        look_at_columns(console);
    }
    console.changed = work.memory.console->changed();
    console.pending = work.memory.console->pending();
    console.pending_rows = work.memory.console->pending_rows();
    work.touch();
}

void edit_sql(Workplace& work, const std::string& text) {
    if (work.state.console.open && work.state.console.text != text) {
        work.state.console.text = text;
        work.touch();
    }
}

void use_table(Workplace& work, std::size_t table) {
    Console& console = work.state.console;
    if (table >= console.tables.size()) {
        return;
    }
    const std::string& name = console.tables[table].name;
    const bool empty = console.text.find_first_not_of(" \n") == std::string::npos;
    edit_sql(work, empty ? storage::sql_browse(name) : console.text + " " + storage::sql_name(name));
}

void use_column(Workplace& work, const command::UseColumn& wish) {
    const Console& console = work.state.console;
    if (wish.table < console.tables.size() && wish.column < console.tables[wish.table].columns.size()) {
        edit_sql(work, console.text + " " + storage::sql_name(console.tables[wish.table].columns[wish.column].name));
    }
}

void run_sql(Workplace& work) {
    if (!ready_to_run(work)) {
        return;
    }
    Console& console = work.state.console;
    remember_sql(work, console.text);
    if (!console.pending) {
        write_history(work); // while changes wait, a write of ours would undo them
        if (work.state.toast && console.allow_changes) {
            close_toast(work, work.state.toast->serial); // its end writes
        }
    }
    const auto ran = work.memory.console->run(console.text, console.allow_changes);
    if (!ran) {
        read_console(work);
        fail(work, ran.error());
        return;
    }
    read_console(work);
    if (console.changed >= 0) {
        console.phase = RunPhase::done;
        read_tables(work);
    } else {
        console.phase = RunPhase::running;
        go_on_with_sql(work);
    }
}

void plan_sql(Workplace& work) {
    if (!ready_to_run(work)) {
        return;
    }
    work.memory.console->close_result();
    auto plan = work.memory.console->plan(work.state.console.text);
    if (!plan) {
        fail(work, plan.error());
        return;
    }
    work.state.console.plan = *std::move(plan);
    work.state.console.planned = true;
    work.state.console.phase = RunPhase::done;
    work.touch();
}

void stop_sql(Workplace& work) {
    Console& console = work.state.console;
    if (console.csv == CsvPhase::making) {
        drop_csv(work);
        console.csv = CsvPhase::none;
    } else if (console.phase == RunPhase::running) {
        work.memory.console->stop();
        console.phase = RunPhase::stopped;
    }
    work.touch();
}

void go_on_with_sql(Workplace& work) {
    Console& console = work.state.console;
    if (!work.memory.console) {
        return;
    }
    if (console.phase == RunPhase::running) {
        const auto more = work.memory.console->work();
        if (console.window.empty()) {
            console.looks.clear(); // the first rows may come with this slice
        }
        read_console(work);
        if (!more) {
            fail(work, more.error());
        } else if (!*more) {
            console.phase = RunPhase::done;
        }
    } else {
        go_on_with_csv(work);
    }
}

void show_sql_rows(Workplace& work, const command::ShowSqlRows& range) {
    if (!work.memory.console || work.state.console.columns.empty()) {
        return;
    }
    const std::size_t first = work.memory.console->rows().window_first();
    work.memory.console->show(range.first, range.count);
    if (work.memory.console->rows().window_first() != first && work.state.console.phase == RunPhase::done) {
        work.state.console.phase = RunPhase::running;
        go_on_with_sql(work);
    }
}

} // namespace hypha::app

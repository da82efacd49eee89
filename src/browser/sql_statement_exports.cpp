// The C face of a prepared statement for web/sql/statement.ts. One call does what sql.js does in many: bind all parameters
// and step, or hand over a whole row, through the cells (sql_cells.hpp).
#include <cstring>

#include <emscripten/emscripten.h>
#include <sqlite3.h>

#include "browser/sql_answers.hpp"
#include "browser/sql_cells.hpp"

namespace {

using hypha::sql::answers;
using hypha::sql::bind_cells;
using hypha::sql::cells;
using hypha::sql::cells_from_row;

std::uint32_t address(const void* at) { return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(at)); }

int rebind(sqlite3_stmt* statement, int count, const char* bytes) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return bind_cells(statement, count, bytes);
}

} // namespace

extern "C" {

// answers: the statement (0 where there is only white space), where the rest of the text begins.
EMSCRIPTEN_KEEPALIVE int sql_prepare(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = sql;
    const int code = sqlite3_prepare_v2(database, sql, -1, &statement, &rest);
    answers[0] = address(statement);
    answers[1] = address(rest);
    return code;
}

EMSCRIPTEN_KEEPALIVE int sql_rebind(sqlite3_stmt* statement, int count, const char* bytes) {
    return rebind(statement, count, bytes);
}

// The row that the statement stands on, in the cells; how many columns. answers[0] changes when the statement was prepared
// anew because the schema changed, and with it perhaps the names of its columns.
EMSCRIPTEN_KEEPALIVE int sql_row(sqlite3_stmt* statement, bool exact) {
    answers[0] = static_cast<std::uint32_t>(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_REPREPARE, 0));
    return cells_from_row(statement, exact);
}

// Binds anew, steps once, and hands over the row: how many columns, or less than 0: minus SQLite's code.
EMSCRIPTEN_KEEPALIVE int sql_first_row(sqlite3_stmt* statement, int count, const char* bytes, bool exact) {
    int code = rebind(statement, count, bytes);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    return code == SQLITE_ROW || code == SQLITE_DONE ? sql_row(statement, exact) : -code;
}

// Binds anew (count below 0: keeps what is bound), steps once and resets.
EMSCRIPTEN_KEEPALIVE int sql_run(sqlite3_stmt* statement, int count, const char* bytes) {
    int code = count >= 0 ? rebind(statement, count, bytes) : SQLITE_OK;
    if (code != SQLITE_OK) {
        return code;
    }
    code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return code;
    }
    sqlite3_clear_bindings(statement);
    return sqlite3_reset(statement);
}

EMSCRIPTEN_KEEPALIVE int sql_reset(sqlite3_stmt* statement) {
    const int cleared = statement == nullptr ? SQLITE_OK : sqlite3_clear_bindings(statement);
    const int code = sqlite3_reset(statement);
    return cleared == SQLITE_OK ? code : cleared;
}

// The names of the columns in the cells, as text.
EMSCRIPTEN_KEEPALIVE int sql_column_names(sqlite3_stmt* statement) {
    const int count = sqlite3_column_count(statement);
    for (int i = 0; i < count; ++i) {
        const char* name = sqlite3_column_name(statement, i);
        cells[i].kind = hypha::sql::text;
        cells[i].length_bytes = static_cast<std::uint32_t>(name == nullptr ? 0 : std::strlen(name));
        cells[i].at = address(name);
    }
    return count;
}
}

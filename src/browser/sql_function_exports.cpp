// Functions of the page as functions of SQL (web/sql/functions.ts): SQLite calls a trampoline here, which lays the arguments
// into the cells and calls JavaScript with the number under which the page keeps the function. Nothing is thrown through
// SQLite: JavaScript answers with sql_result_*, an error included.
#include <cstdint>

#include <emscripten/emscripten.h>
#include <sqlite3.h>

#include "browser/sql_cells.hpp"
#include "browser/sql_imports.hpp"

namespace {

using hypha::sql::cells_from_values;

int id_of(sqlite3_context* context) {
    return static_cast<int>(reinterpret_cast<std::intptr_t>(sqlite3_user_data(context)));
}

void scalar(sqlite3_context* context, int count, sqlite3_value** values) {
    cells_from_values(count, values);
    if (sql_call_scalar(id_of(context), context, count)) {
        sqlite3_result_double(context, hypha::sql::cells[0].number);
    }
}

void step(sqlite3_context* context, int count, sqlite3_value** values) {
    const void* group = sqlite3_aggregate_context(context, 1);
    cells_from_values(count, values);
    sql_call_step(id_of(context), context, count, group);
}

void finish(sqlite3_context* context) {
    sql_call_final(id_of(context), context, sqlite3_aggregate_context(context, 1));
}

void drop(void* id) { sql_drop_function(static_cast<int>(reinterpret_cast<std::intptr_t>(id))); }

} // namespace

extern "C" {

// On an error too SQLite lets go of `id`.
EMSCRIPTEN_KEEPALIVE int sql_create_function(sqlite3* database, const char* name, int arguments, int id,
                                             bool aggregate) {
    return sqlite3_create_function_v2(database, name, arguments, SQLITE_UTF8, reinterpret_cast<void*>(id),
                                      aggregate ? nullptr : scalar, aggregate ? step : nullptr,
                                      aggregate ? finish : nullptr, drop);
}

EMSCRIPTEN_KEEPALIVE void sql_result_text(sqlite3_context* context, const char* bytes, int length) {
    sqlite3_result_text(context, bytes, length, SQLITE_TRANSIENT);
}

EMSCRIPTEN_KEEPALIVE void sql_result_blob(sqlite3_context* context, const void* bytes, int length) {
    sqlite3_result_blob(context, bytes, length, SQLITE_TRANSIENT);
}

EMSCRIPTEN_KEEPALIVE void sql_result_number(sqlite3_context* context, double number) {
    sqlite3_result_double(context, number);
}

EMSCRIPTEN_KEEPALIVE void sql_result_integer(sqlite3_context* context, int number) {
    sqlite3_result_int(context, number);
}

EMSCRIPTEN_KEEPALIVE void sql_result_null(sqlite3_context* context) { sqlite3_result_null(context); }

EMSCRIPTEN_KEEPALIVE void sql_result_error(sqlite3_context* context, const char* sentence, int length) {
    sqlite3_result_error(context, sentence, length);
}
}

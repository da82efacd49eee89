// What the WebAssembly of the sql.js face asks of JavaScript (web/sql/imports.ts), beside memory growth. The module has no
// Emscripten JavaScript, so the imports are named here and in that file, not in hypha_library.js.
#pragma once

#include <cstdint>

#define SQL_IMPORT(name) __attribute__((import_module("face"), import_name(name)))

struct sqlite3;
struct sqlite3_context;

extern "C" {
// Milliseconds since 1970.
SQL_IMPORT("now_ms") double sql_now_ms();
SQL_IMPORT("random_bytes") void sql_random_bytes(char* out, int count);
// Minutes that local time is ahead of UTC at that moment.
SQL_IMPORT("local_offset_minutes") double sql_local_offset_minutes(double utc_ms);
// A function of the page. Its arguments lie in the cells (sql_cells.hpp). True: the result is the number in the first cell;
// false: it was set through `context`.
SQL_IMPORT("call_scalar") bool sql_call_scalar(int id, sqlite3_context* context, int arguments);
// One row of an aggregate, and its end; `group` is the same number for all rows of a group.
SQL_IMPORT("call_step") void sql_call_step(int id, sqlite3_context* context, int arguments, const void* group);
SQL_IMPORT("call_final") void sql_call_final(int id, sqlite3_context* context, const void* group);
// SQLite has let go of the function.
SQL_IMPORT("drop_function") void sql_drop_function(int id);
SQL_IMPORT("row_changed")
void sql_row_changed(sqlite3* database, int operation, const char* schema, const char* table, std::int64_t row);
}

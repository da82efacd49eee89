// The functions that sql.js adds to SQLite (the names and answers of its extension-functions.c, which this code does not
// copy): text (sql_text_functions.cpp), arithmetic (sql_math_functions.cpp), statistics (sql_statistics_functions.cpp).
// They behave as in sql.js 1.16, except where that reads memory it does not own or loses digits; those places say so.
#pragma once

struct sqlite3;

namespace hypha::sql {

// Each returns SQLite's code.
int add_text_functions(sqlite3* database);
int add_math_functions(sqlite3* database);
int add_statistics_functions(sqlite3* database);

inline int add_extensions(sqlite3* database) {
    const int code = add_text_functions(database);
    const int second = code == 0 ? add_math_functions(database) : code;
    return second == 0 ? add_statistics_functions(database) : second;
}

} // namespace hypha::sql

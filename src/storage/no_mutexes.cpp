// In the browser SQLite is built for one thread (SQLITE_THREADSAFE=0), which leaves its mutexes out; the recovery extension asks for
// them by name. The native build has SQLite's own.
#include <sqlite3.h>

extern "C" {

sqlite3_mutex* sqlite3_mutex_alloc(int) { return nullptr; }

void sqlite3_mutex_enter(sqlite3_mutex*) {}

void sqlite3_mutex_leave(sqlite3_mutex*) {}

} // extern "C"

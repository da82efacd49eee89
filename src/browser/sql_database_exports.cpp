// The C face of a database for web/sql/database.ts: open an image of bytes, close, hand the image out. Answers that do not
// fit a return value lie in `answers` until the next call.
#include <cstdint>
#include <cstring>

#include <emscripten/emscripten.h>
#include <sqlite3.h>

#include "browser/sql_answers.hpp"
#include "browser/sql_extensions.hpp"
#include "browser/sql_imports.hpp"
#include "browser/sql_memory_file.hpp"

namespace hypha::sql {

std::uint32_t answers[4];

} // namespace hypha::sql

namespace {

using hypha::sql::answers;

std::uint32_t address(const void* at) { return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(at)); }

void announce_row(void* database, int operation, const char* schema, const char* table, sqlite3_int64 row) {
    sql_row_changed(static_cast<sqlite3*>(database), operation, schema, table, row);
}

} // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint32_t* sql_answers() { return answers; }

// An empty file of `size` bytes to be filled piece by piece; 0 when memory is out.
EMSCRIPTEN_KEEPALIVE hypha::sql::MemoryFile* sql_create_file(const char* name, double size) {
    hypha::sql::MemoryFile* file = hypha::sql::list_file(name);
    const auto bytes = static_cast<std::int64_t>(size);
    if (!file->reserve(bytes)) {
        hypha::sql::unlist_file(file);
        return nullptr;
    }
    file->size_bytes = bytes;
    return file;
}

EMSCRIPTEN_KEEPALIVE std::uint8_t* sql_file_piece(hypha::sql::MemoryFile* file, std::uint32_t index) {
    return file->pieces[index];
}

EMSCRIPTEN_KEEPALIVE void sql_delete_file(const char* name) {
    if (hypha::sql::MemoryFile* file = hypha::sql::find_file(name)) {
        hypha::sql::unlist_file(file);
    }
}

// answers[0] is the database, also when the code is not SQLITE_OK: it knows the sentence.
EMSCRIPTEN_KEEPALIVE int sql_open(const char* name, bool extensions) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open(name, &database);
    answers[0] = address(database);
    if (code == SQLITE_OK && extensions) {
        return hypha::sql::add_extensions(database);
    }
    return code;
}

// Runs all statements of `sql`.
EMSCRIPTEN_KEEPALIVE int sql_execute(sqlite3* database, const char* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
}

// The database as a file: answers[0] is the address (sqlite3_free), answers[1] the length. SQLITE_BUSY while this connection
// writes. The copy says that it has a rollback journal, so that it opens where write-ahead logs cannot be.
EMSCRIPTEN_KEEPALIVE int sql_export(sqlite3* database) {
    if (sqlite3_txn_state(database, "main") == SQLITE_TXN_WRITE) {
        return SQLITE_BUSY;
    }
    sqlite3_int64 size = 0;
    unsigned char* bytes = sqlite3_serialize(database, "main", &size, 0);
    if (bytes == nullptr) {
        const int code = sqlite3_errcode(database);
        return code == SQLITE_OK ? SQLITE_NOMEM : code;
    }
    constexpr int kWriteVersion = 18;
    constexpr int kReadVersion = 19;
    if (size > kReadVersion) {
        bytes[kWriteVersion] = 1;
        bytes[kReadVersion] = 1;
    }
    answers[0] = address(bytes);
    answers[1] = static_cast<std::uint32_t>(size);
    return SQLITE_OK;
}

EMSCRIPTEN_KEEPALIVE void sql_watch_rows(sqlite3* database, bool on) {
    sqlite3_update_hook(database, on ? announce_row : nullptr, database);
}
}

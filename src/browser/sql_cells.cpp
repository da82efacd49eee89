#include "browser/sql_cells.hpp"

#include <cstddef>
#include <cstring>

#include <emscripten/emscripten.h>

namespace hypha::sql {

Cell cells[kCells];

namespace {

// Where short texts of the current row lie as UTF-16.
constexpr std::uint32_t kUnitRoom = 16384;
char16_t row_units[kUnitRoom];
std::uint32_t row_units_used = 0;

std::uint32_t address(const void* at) { return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(at)); }

void point(Cell& cell, CellKind kind, const void* bytes, int length, Texts texts) {
    cell.kind = kind;
    cell.length_bytes = static_cast<std::uint32_t>(length);
    cell.at = address(bytes);
    if (kind != text || texts == Texts::as_bytes || cell.length_bytes > kShortText ||
        row_units_used + cell.length_bytes > kUnitRoom) {
        return;
    }
    char16_t* const out = row_units + row_units_used;
    const int count = units_from_utf8(static_cast<const unsigned char*>(bytes), cell.length_bytes, out);
    if (count >= 0) {
        cell.kind = units;
        cell.length_bytes = static_cast<std::uint32_t>(count);
        cell.at = address(out);
        row_units_used += cell.length_bytes;
    }
}

} // namespace

int cells_from_row(sqlite3_stmt* statement, bool exact, Texts texts) {
    row_units_used = 0;
    const int count = sqlite3_data_count(statement);
    for (int i = 0; i < count; ++i) {
        Cell& cell = cells[i];
        const int type = sqlite3_column_type(statement, i);
        switch (type) {
        case SQLITE_INTEGER:
            if (exact) {
                cell.kind = bigint;
                cell.exact = sqlite3_column_int64(statement, i);
                break;
            }
            [[fallthrough]];
        case SQLITE_FLOAT:
            cell.kind = real;
            cell.number = sqlite3_column_double(statement, i);
            break;
        case SQLITE_TEXT: {
            const unsigned char* bytes = sqlite3_column_text(statement, i);
            point(cell, text, bytes, sqlite3_column_bytes(statement, i), texts);
            break;
        }
        case SQLITE_BLOB: {
            const void* bytes = sqlite3_column_blob(statement, i);
            point(cell, blob, bytes, sqlite3_column_bytes(statement, i), texts);
            break;
        }
        default: cell.kind = null;
        }
    }
    return count;
}

void cells_from_values(int count, sqlite3_value** values) {
    row_units_used = 0;
    for (int i = 0; i < count; ++i) {
        Cell& cell = cells[i];
        switch (sqlite3_value_type(values[i])) {
        case SQLITE_INTEGER:
        case SQLITE_FLOAT:
            cell.kind = real;
            cell.number = sqlite3_value_double(values[i]);
            break;
        case SQLITE_TEXT: {
            const unsigned char* bytes = sqlite3_value_text(values[i]);
            point(cell, text, bytes, sqlite3_value_bytes(values[i]), Texts::short_as_units);
            break;
        }
        case SQLITE_BLOB: {
            const void* bytes = sqlite3_value_blob(values[i]);
            point(cell, blob, bytes, sqlite3_value_bytes(values[i]), Texts::short_as_units);
            break;
        }
        default: cell.kind = null;
        }
    }
}

int bind_cells(sqlite3_stmt* statement, int count, const char* bytes) {
    for (int i = 0; i < count; ++i) {
        const Cell& cell = cells[i];
        int code = SQLITE_OK;
        switch (cell.kind) {
        case unset: continue;
        case integer: code = sqlite3_bind_int(statement, i + 1, static_cast<int>(cell.number)); break;
        case real: code = sqlite3_bind_double(statement, i + 1, cell.number); break;
        case text:
            code = sqlite3_bind_text(statement, i + 1, bytes + cell.at, static_cast<int>(cell.length_bytes), nullptr);
            break;
        case blob:
            code = sqlite3_bind_blob(statement, i + 1, bytes + cell.at, static_cast<int>(cell.length_bytes), nullptr);
            break;
        default: code = sqlite3_bind_null(statement, i + 1);
        }
        if (code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

} // namespace hypha::sql

extern "C" EMSCRIPTEN_KEEPALIVE void* sql_cells() { return hypha::sql::cells; }

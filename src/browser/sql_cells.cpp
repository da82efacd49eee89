#include "browser/sql_cells.hpp"

#include <cstddef>
#include <cstring>

#include <emscripten/emscripten.h>

namespace hypha::sql {

Cell cells[kCells];

namespace {

void point(Cell& cell, CellKind kind, const void* bytes, int length) {
    cell.length_bytes = static_cast<std::uint32_t>(length);
    cell.at = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(bytes));
    const bool decode_here = kind == text && cell.length_bytes <= kShortText &&
                             is_ascii(static_cast<const unsigned char*>(bytes), cell.length_bytes);
    cell.kind = decode_here ? ascii : kind;
}

} // namespace

bool is_ascii(const unsigned char* at, std::uint32_t length) {
    std::uint64_t seen = 0;
    while (length >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        seen |= word;
        at += 8;
        length -= 8;
    }
    for (; length > 0; --length) {
        seen |= *at++;
    }
    return (seen & 0x8080808080808080u) == 0;
}

int cells_from_row(sqlite3_stmt* statement, bool exact) {
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
            point(cell, text, bytes, sqlite3_column_bytes(statement, i));
            break;
        }
        case SQLITE_BLOB: {
            const void* bytes = sqlite3_column_blob(statement, i);
            point(cell, blob, bytes, sqlite3_column_bytes(statement, i));
            break;
        }
        default: cell.kind = null;
        }
    }
    return count;
}

void cells_from_values(int count, sqlite3_value** values) {
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
            point(cell, text, bytes, sqlite3_value_bytes(values[i]));
            break;
        }
        case SQLITE_BLOB: {
            const void* bytes = sqlite3_value_blob(values[i]);
            point(cell, blob, bytes, sqlite3_value_bytes(values[i]));
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

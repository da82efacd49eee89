// The cells: one fixed array in linear memory through which rows, parameters, column names and function arguments cross
// between C++ and JavaScript, so that a whole row costs one call. A cell is valid until the next call that fills the cells;
// what it points at until the statement moves on. web/sql/cells.ts knows the same layout.
#pragma once

#include <cstdint>

#include <sqlite3.h>

namespace hypha::sql {

// The first five are SQLite's own numbers of its types.
enum CellKind : std::int32_t {
    unset = 0,
    integer = 1,
    real = 2,
    text = 3,
    blob = 4,
    null = 5,
    units = 6,
    bigint = 7,
    ascii = 8
};

struct Cell {
    std::int32_t kind;
    std::uint32_t length_bytes;
    union {
        double number;
        std::int64_t exact;
        std::uint32_t at; // where bytes lie: an address, or for parameters an offset into the statement's bytes
    };
};
static_assert(sizeof(Cell) == 16);

// SQLITE_MAX_VARIABLE_NUMBER is the largest of the three limits.
inline constexpr int kCells = 32766;
extern Cell cells[kCells];

// Texts up to this long cross as UTF-16 (kind `units`): JavaScript puts them together letter by letter, which TextDecoder beats
// only above it (measured in Chromium). The kind `ascii` is of batches alone.
inline constexpr std::uint32_t kShortText = 96;

// UTF-8 as UTF-16 at `out`, which has room for as many units; how many there are, or -1 when the bytes are not UTF-8.
int units_from_utf8(const unsigned char* bytes, std::uint32_t length_bytes, char16_t* out);

enum class Texts : std::uint8_t { as_bytes, short_as_units };

// Fills the cells from the row that `statement` stands on; how many. exact: integers as 64 bits instead of doubles.
int cells_from_row(sqlite3_stmt* statement, bool exact, Texts texts = Texts::short_as_units);
void cells_from_values(int count, sqlite3_value** values);
// Binds the first `count` cells; texts and blobs must stay at `bytes` until the statement is reset.
int bind_cells(sqlite3_stmt* statement, int count, const char* bytes);

} // namespace hypha::sql

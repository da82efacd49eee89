// Rows in batches, for exec(), which hands over all rows of a statement: the row that the statement stands on and those after it
// go into an arena of JavaScript's, so that many rows cost one call and all their ASCII texts one TextDecoder. The arena holds
// cells row after row, then ASCII texts without gaps, then other texts and blobs. An ASCII cell's address counts from the first
// of its texts. A row that does not fit is left where the statement stands, and a row too large for any arena stays there.
#include <cstdint>
#include <cstring>

#include <emscripten/emscripten.h>
#include <sqlite3.h>

#include "browser/sql_answers.hpp"
#include "browser/sql_cells.hpp"

namespace {

using namespace hypha::sql;

// web/sql/batch.ts knows these.
constexpr std::uint32_t kCellRoom = 2048;
constexpr std::uint32_t kAsciiRoomBytes = 65536;
constexpr std::uint32_t kOtherRoomBytes = 32768;

struct Arena {
    Cell cells[kCellRoom];
    char ascii[kAsciiRoomBytes];
    alignas(2) char other[kOtherRoomBytes];
};

struct Filled {
    std::uint32_t cells = 0;
    std::uint32_t ascii_bytes = 0;
    std::uint32_t other_bytes = 0;
};

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

// The bytes that the cell points at, into the arena; false when they do not fit.
bool take_bytes(Arena& arena, Filled& filled, Cell& cell) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(static_cast<std::uintptr_t>(cell.at));
    const std::uint32_t length = cell.length_bytes;
    if (cell.kind == text && length <= kAsciiRoomBytes - filled.ascii_bytes && is_ascii(bytes, length)) {
        std::memcpy(arena.ascii + filled.ascii_bytes, bytes, length);
        cell.kind = ascii;
        cell.at = filled.ascii_bytes;
        filled.ascii_bytes += length;
        return true;
    }
    filled.other_bytes += filled.other_bytes & 1U; // units lie on even addresses
    if (2 * length > kOtherRoomBytes || filled.other_bytes > kOtherRoomBytes - 2 * length) {
        return false;
    }
    char* const room = arena.other + filled.other_bytes;
    cell.at = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(room));
    if (cell.kind == text && length <= kShortText) {
        const int count = units_from_utf8(bytes, length, reinterpret_cast<char16_t*>(room));
        if (count >= 0) {
            cell.kind = units;
            cell.length_bytes = static_cast<std::uint32_t>(count);
            filled.other_bytes += 2 * cell.length_bytes;
            return true;
        }
    }
    std::memcpy(room, bytes, length);
    filled.other_bytes += length;
    return true;
}

// Moves the current row from the fixed cells into the arena; false when it does not fit, and then nothing has changed.
bool take_row(Arena& arena, Filled& filled, int columns) {
    Filled now = filled;
    if (now.cells + static_cast<std::uint32_t>(columns) > kCellRoom) {
        return false;
    }
    for (int i = 0; i < columns; ++i) {
        Cell cell = cells[i];
        if ((cell.kind == text || cell.kind == blob) && !take_bytes(arena, now, cell)) {
            return false;
        }
        arena.cells[now.cells++] = cell;
    }
    filled = now;
    return true;
}

} // namespace

extern "C" EMSCRIPTEN_KEEPALIVE std::uint32_t sql_arena_bytes() { return sizeof(Arena); }

// Returns what the last step said: SQLITE_ROW when the statement stands on a row that is not in the batch. answers: how many rows,
// how many bytes of ASCII.
extern "C" EMSCRIPTEN_KEEPALIVE int sql_take_rows(sqlite3_stmt* statement, bool exact, Arena* arena) {
    Filled filled;
    std::uint32_t rows = 0;
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW && take_row(*arena, filled, cells_from_row(statement, exact, Texts::as_bytes))) {
        ++rows;
        code = sqlite3_step(statement);
    }
    answers[0] = rows;
    answers[1] = filled.ascii_bytes;
    return code;
}

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
    char other[kOtherRoomBytes];
};

struct Filled {
    std::uint32_t cells = 0;
    std::uint32_t ascii_bytes = 0;
    std::uint32_t other_bytes = 0;
};

// Moves the current row from the fixed cells into the arena; false when it does not fit, and then nothing has changed.
bool take_row(Arena& arena, Filled& filled, int columns) {
    Filled now = filled;
    if (now.cells + static_cast<std::uint32_t>(columns) > kCellRoom) {
        return false;
    }
    for (int i = 0; i < columns; ++i) {
        Cell cell = cells[i];
        if (cell.kind == text || cell.kind == ascii || cell.kind == blob) {
            const auto* bytes = reinterpret_cast<const unsigned char*>(static_cast<std::uintptr_t>(cell.at));
            const std::uint32_t length = cell.length_bytes;
            if (length > kOtherRoomBytes) {
                return false;
            }
            const bool plain = cell.kind == ascii || (cell.kind == text && is_ascii(bytes, length));
            std::uint32_t& used = plain ? now.ascii_bytes : now.other_bytes;
            if (used + length > (plain ? kAsciiRoomBytes : kOtherRoomBytes)) {
                return false;
            }
            char* const room = (plain ? arena.ascii : arena.other) + used;
            std::memcpy(room, bytes, length);
            cell.at = plain ? used : static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(room));
            cell.kind = plain ? ascii : cell.kind;
            used += length;
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
    while (code == SQLITE_ROW && take_row(*arena, filled, cells_from_row(statement, exact))) {
        ++rows;
        code = sqlite3_step(statement);
    }
    answers[0] = rows;
    answers[1] = filled.ascii_bytes;
    return code;
}

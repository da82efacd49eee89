// What the SQL console shows: the person's own database or a copy of another file. Plain values; query_own_rows fills them.
// Rows are a window around what is on screen, never the whole result.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "storage/sql_shapes.hpp"

namespace hypha::app {

using storage::ColumnType;
using storage::SqlColumn;
using storage::SqlPlanLine;
using storage::SqlRow;
using storage::SqlTable;
using storage::SqlValue;

enum class RunPhase { idle, running, done, stopped, failed };

// making: rows are being written · ready: a file waits for one more tap · refused: the browser kept its clipboard shut
enum class CsvPhase { none, making, ready, copied, saved, too_large, refused, failed };

// Why changes that were not kept are gone.
enum class Undone { none, by_person, left, own_write, storage_lost };

struct Console {
    bool open = false;
    bool is_copy = false;
    std::string copy_name;
    bool can_change = false;
    bool allow_changes = false;
    std::vector<SqlTable> tables;
    std::vector<std::string> starters; // queries to begin with
    std::vector<std::string> history;  // newest first
    std::string text;                  // in the editor

    RunPhase phase = RunPhase::idle;
    std::uint32_t run = 0; // rises with each
    std::string failure, failure_detail;
    std::vector<SqlColumn> columns;
    std::size_t all_columns = 0;
    // What the first rows say about each column.
    struct ColumnLook {
        std::size_t letters = 0; // width
        std::string type; // declared; of an expression what its values are, empty when they differ or there are none
        bool number = false;
    };
    std::vector<ColumnLook> looks;
    std::size_t rows = 0; // so far
    bool counted = false, capped = false;
    std::size_t window_first = 0;
    std::vector<SqlRow> window;
    bool planned = false; // `plan` is the answer, even when it is empty
    std::vector<SqlPlanLine> plan;
    std::int64_t changed = -1; // rows changed by the last statement; -1 when it only read

    bool pending = false;
    std::int64_t pending_rows = 0;
    Undone undone = Undone::none;

    CsvPhase csv = CsvPhase::none;
    std::size_t csv_rows = 0;

    [[nodiscard]] const SqlRow* row(std::size_t index) const {
        return index < window_first || index >= window_first + window.size() ? nullptr : &window[index - window_first];
    }
    // Another frame should ask for more work.
    [[nodiscard]] bool working() const { return phase == RunPhase::running || csv == CsvPhase::making; }
};

// A file on its way to become a copy that can be read.
struct CopyPick {
    enum class Phase { none, reading, failed };
    Phase phase = Phase::none;
    std::string name;
    std::int64_t done_bytes = 0, total_bytes = 0;
    std::string failure;
};

} // namespace hypha::app

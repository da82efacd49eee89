// The rows that one statement answers, without holding them: a window of rows around what is looked at, and a count that goes on in
// slices. Two runs of the same statement do that, one that fetches and one that counts; a window before the fetching run starts
// it anew. Both must see the same rows, so the caller pins the connection to one moment (SqlConsole does).
// A step that finds no row within its budget is cut and tried again with twice as much, until kLongestStep; then it is too_slow.
// Values are previews: kPreviewBytes of a text, the first bytes of a blob; whole values are for SqlCsv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "storage/sql_guard.hpp"
#include "storage/sql_shapes.hpp"

namespace hypha::storage {

inline constexpr std::size_t kPreviewBytes = 160;
inline constexpr std::size_t kMostShownRows = 100'000;
inline constexpr std::size_t kMostShownColumns = 60;
// Machine steps: of one slice, a few milliseconds in a browser; of the longest single step, a few seconds.
inline constexpr std::int64_t kSliceSteps = 100'000;
inline constexpr std::int64_t kLongestStep = 102'400'000;

// One run of a statement: knows which row comes next, and goes back to the first after a cut.
class SqlRun {
public:
    SqlRun() = default;
    explicit SqlRun(SqlStatement statement) : statement_(std::move(statement)) {}
    enum class Step { row, end, again }; // again: the budget is used up, the position is as it was
    // Moves on by one row. `left` is the slice's budget and shrinks.
    Result<Step> step(SqlGuard& guard, std::int64_t& left);
    void restart();
    [[nodiscard]] std::size_t next() const { return next_; } // number of the row that step() answers next
    [[nodiscard]] bool ended() const { return ended_; }      // there is no next: only restart() goes on
    [[nodiscard]] sqlite3_stmt* statement() const { return statement_.get(); }

private:
    SqlStatement statement_;
    std::size_t next_ = 0;
    std::size_t skip_to_ = 0; // after a cut: rows up to here were seen already
    std::int64_t budget_ = kSliceSteps;
    bool ended_ = false;
};

class SqlRows {
public:
    SqlRows() = default;
    SqlRows(SqlStatement fetching, SqlStatement counting);
    // Rows that are all there already: what a change returned.
    SqlRows(sqlite3_stmt* answered, std::vector<SqlRow> rows, std::size_t count);

    // One slice of work. True: there is more to do.
    Result<bool> work(SqlGuard& guard);
    // Rows that should be in the window.
    void show(std::size_t first, std::size_t count);
    // No more work; what is known stays.
    void stop();

    [[nodiscard]] const std::vector<SqlColumn>& columns() const { return columns_; }
    [[nodiscard]] std::size_t all_columns() const { return all_columns_; } // more than columns() when they are too many
    [[nodiscard]] std::size_t count() const { return count_; }             // so far
    [[nodiscard]] bool counted() const { return counted_; }
    [[nodiscard]] bool capped() const { return capped_; } // there are more than kMostShownRows
    [[nodiscard]] std::size_t window_first() const { return window_first_; }
    [[nodiscard]] const std::vector<SqlRow>& window() const { return window_; }

private:
    Result<bool> fetch(SqlGuard& guard, std::int64_t& left);
    Result<void> count_on(SqlGuard& guard, std::int64_t& left);

    SqlRun fetching_, counting_;
    std::vector<SqlColumn> columns_;
    std::size_t all_columns_ = 0;
    std::vector<SqlRow> window_;
    std::size_t window_first_ = 0, wanted_ = 0; // wanted: how many rows the window should have
    std::size_t count_ = 0;
    bool counted_ = false, capped_ = false, stopped_ = false, at_end_ = false;
};

std::vector<SqlColumn> columns_of(sqlite3_stmt* statement);
SqlValue preview_of(sqlite3_stmt* statement, int column);

} // namespace hypha::storage

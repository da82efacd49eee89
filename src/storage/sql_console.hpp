// A person's own SQL on their own database, or on a copy of anybody's: one statement at a time, read on a connection of its own that
// stands still at one moment while a result is looked at. A statement that changes something runs only where the person allowed it,
// on the owner's connection inside a SqlTrial, which stays open until keep() or undo(); reads see it meanwhile.
// Work is done in slices: run(), then work() until it says there is no more. The owner must outlive the console.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "storage/database.hpp"
#include "storage/sql_csv.hpp"
#include "storage/sql_guard.hpp"
#include "storage/sql_rows.hpp"
#include "storage/sql_shapes.hpp"
#include "storage/sql_trial.hpp"

namespace hypha::storage {

class SqlConsole {
public:
    static Result<std::unique_ptr<SqlConsole>> on_own(Database& owner);
    static Result<std::unique_ptr<SqlConsole>> on_copy(std::unique_ptr<Database> copy);

    [[nodiscard]] bool can_change() const { return owner_ != nullptr && !owner_->read_only(); }
    // Tables and views with their columns, by name; not SQLite's own.
    Result<std::vector<SqlTable>> tables();
    Result<std::vector<SqlPlanLine>> plan(std::string_view sql);

    // Begins to run one statement; the result before it is dropped. needs_switch: it changes something and may not.
    // SqlGuard's refusals, too_slow, and SQLite's errors. A change is done when run() returns; a failed one is undone whole.
    Result<void> run(std::string_view sql, bool may_change);
    Result<bool> work();
    void show(std::size_t first, std::size_t count) { rows_.show(first, count); }
    void stop();
    [[nodiscard]] const SqlRows& rows() const { return rows_; }
    // Drops the result and lets go of the moment it was read at.
    void close_result();

    // Rows changed by the statement that ran last; -1 when it was one that only reads.
    [[nodiscard]] std::int64_t changed() const { return changed_; }
    [[nodiscard]] bool pending() const { return trial_ != nullptr && trial_->open(); }
    [[nodiscard]] std::int64_t pending_rows() const { return pending() ? trial_->changed_rows() : 0; }
    Result<void> keep();
    void undo();

    // The statement of the present result, all rows and whole values.
    Result<void> begin_csv();
    Result<bool> work_csv();
    [[nodiscard]] SqlCsv* csv() { return csv_.get(); }
    void end_csv() { csv_.reset(); }

private:
    SqlConsole() = default;
    Result<void> open_reader();
    // The connection that reads: the owner's while changes are pending, else the console's own.
    [[nodiscard]] Database& reading() { return pending() ? *owner_ : *reader_; }
    void pin(SqlGuard& guard);
    Result<bool> changes_something(std::string_view sql);
    Result<void> change(std::string_view sql);
    Result<void> carry_out(std::string_view sql);

    Database* owner_ = nullptr; // null for a copy
    std::unique_ptr<Database> reader_;
    std::unique_ptr<SqlTrial> trial_;
    SqlStatement pin_; // a read that is not finished: the reader's moment
    SqlRows rows_;
    std::unique_ptr<SqlCsv> csv_;
    std::string ran_;
    bool ran_in_trial_ = false;
    std::int64_t changed_ = -1;
};

} // namespace hypha::storage

#include "storage/sql_console.hpp"

#include <map>
#include <utility>

#include <sqlite3.h>

#include "storage/clean_text.hpp"

namespace hypha::storage {
namespace {

// Of what a changing statement answers (RETURNING); the rest is counted only.
constexpr std::size_t kMostReturnedRows = 1000;
constexpr std::size_t kMostPlanLines = 500, kPlanTextBytes = 400;

} // namespace

Result<std::unique_ptr<SqlConsole>> SqlConsole::on_own(Database& owner) {
    std::unique_ptr<SqlConsole> console(new SqlConsole());
    console->owner_ = &owner;
    auto opened = console->open_reader();
    return opened ? Result<std::unique_ptr<SqlConsole>>(std::move(console)) : std::unexpected(opened.error());
}

Result<std::unique_ptr<SqlConsole>> SqlConsole::on_copy(std::unique_ptr<Database> copy) {
    std::unique_ptr<SqlConsole> console(new SqlConsole());
    console->reader_ = std::move(copy);
    return console;
}

Result<void> SqlConsole::open_reader() {
    auto reader = Database::open_reader(*owner_);
    if (!reader) {
        return std::unexpected(reader.error());
    }
    reader_ = *std::move(reader);
    return {};
}

void SqlConsole::close_result() {
    csv_.reset();
    rows_ = SqlRows();
    pin_.reset();
    changed_ = -1;
    ran_.clear();
}

void SqlConsole::pin(SqlGuard& guard) {
    if (auto reading = guard.compile("SELECT 1 FROM sqlite_schema")) {
        pin_ = *std::move(reading);
        sqlite3_step(pin_.get()); // without a row there is no table, and nothing that could move
    }
}

Result<std::vector<SqlTable>> SqlConsole::tables() {
    SqlGuard guard(reading());
    auto listed = guard.compile("SELECT l.name, l.type, c.name, c.type FROM pragma_table_list AS l "
                                "JOIN pragma_table_xinfo(l.name) AS c WHERE l.schema = 'main' AND l.type <> 'shadow' "
                                "AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.name COLLATE NOCASE, c.cid");
    if (!listed) {
        return std::unexpected(listed.error());
    }
    std::vector<SqlTable> tables;
    for (;;) {
        guard.allow_work(kLongestStep);
        const int code = sqlite3_step(listed->get());
        if (code == SQLITE_DONE) {
            return tables;
        }
        if (code != SQLITE_ROW) {
            return std::unexpected(guard.failed(code));
        }
        const std::string name = preview_of(listed->get(), 0).text;
        if (tables.empty() || tables.back().name != name) {
            tables.push_back({name, preview_of(listed->get(), 1).text == "view", {}});
        }
        tables.back().columns.push_back({preview_of(listed->get(), 2).text, preview_of(listed->get(), 3).text});
    }
}

Result<std::vector<SqlPlanLine>> SqlConsole::plan(std::string_view sql) {
    SqlGuard guard(reading());
    {
        const auto alone = guard.compile(sql);
        if (!alone) {
            return std::unexpected(alone.error()); // its own sentence, not that of the question about it
        }
        if (sqlite3_stmt_isexplain(alone->get()) != 0) {
            return failure("explains_already");
        }
    }
    auto asked = guard.compile("EXPLAIN QUERY PLAN " + std::string(sql));
    if (!asked) {
        return std::unexpected(asked.error());
    }
    std::vector<SqlPlanLine> lines;
    std::map<int, int> depths{{0, -1}};
    guard.allow_work(kLongestStep);
    while (sqlite3_step(asked->get()) == SQLITE_ROW && lines.size() < kMostPlanLines) {
        const int id = sqlite3_column_int(asked->get(), 0);
        const int depth = depths[sqlite3_column_int(asked->get(), 1)] + 1;
        depths[id] = depth;
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(asked->get(), 3));
        lines.push_back({depth, clean_line(text == nullptr ? "" : text, kPlanTextBytes)});
    }
    return lines;
}

Result<bool> SqlConsole::changes_something(std::string_view sql) {
    SqlGuard guard(reading());
    const auto statement = guard.compile(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    return sqlite3_stmt_readonly(statement->get()) == 0 && sqlite3_stmt_isexplain(statement->get()) == 0;
}

Result<void> SqlConsole::run(std::string_view sql, bool may_change) {
    close_result();
    if (owner_ != nullptr && !owner_->durable() && !pending()) {
        // The reader of a database in memory is a copy of one moment: a new one for each run.
        if (auto opened = open_reader(); !opened) {
            return opened;
        }
    }
    const auto changes = changes_something(sql);
    if (!changes) {
        return std::unexpected(changes.error());
    }
    if (*changes) {
        return !can_change() ? failure("read_only") : may_change ? change(sql) : failure("needs_switch");
    }
    SqlGuard guard(reading());
    auto fetching = guard.compile(sql);
    auto counting = guard.compile(sql);
    if (!fetching || !counting) {
        return std::unexpected(fetching ? counting.error() : fetching.error());
    }
    ran_ = sql;
    ran_in_trial_ = pending();
    if (!ran_in_trial_) {
        pin(guard);
    }
    rows_ = SqlRows(*std::move(fetching), *std::move(counting));
    return {};
}

// In one go: nothing of the program's own may come between its steps.
Result<void> SqlConsole::change(std::string_view sql) {
    const bool first = !pending();
    if (first) {
        trial_.reset();
        auto begun = SqlTrial::begin(*owner_);
        if (!begun) {
            return std::unexpected(begun.error());
        }
        trial_ = *std::move(begun);
    }
    auto done = carry_out(sql);
    if (!done && first) {
        trial_.reset(); // after carry_out: its guard refuses the words that undo
    }
    return done;
}

Result<void> SqlConsole::carry_out(std::string_view sql) {
    SqlGuard guard(*owner_);
    auto statement = guard.compile(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const int columns = static_cast<int>(columns_of(statement->get()).size());
    std::vector<SqlRow> returned;
    std::size_t count = 0;
    guard.allow_work(kLongestStep);
    int code = sqlite3_step(statement->get());
    for (; code == SQLITE_ROW; code = sqlite3_step(statement->get())) {
        if (++count > kMostReturnedRows) {
            continue;
        }
        SqlRow& row = returned.emplace_back();
        for (int i = 0; i < columns; ++i) {
            row.push_back(preview_of(statement->get(), i));
        }
    }
    if (code != SQLITE_DONE) {
        return std::unexpected(code == SQLITE_INTERRUPT ? Error{"too_slow", ""} : guard.failed(code));
    }
    changed_ = trial_->count_rows();
    rows_ = SqlRows(statement->get(), std::move(returned), count);
    return {};
}

Result<bool> SqlConsole::work() {
    if (ran_in_trial_ && !pending()) {
        rows_.stop(); // what it read is not there any more
        return false;
    }
    SqlGuard guard(ran_in_trial_ ? *owner_ : *reader_);
    return rows_.work(guard);
}

void SqlConsole::stop() {
    rows_.stop();
    csv_.reset();
}

Result<void> SqlConsole::keep() {
    if (!pending()) {
        return failure("not_found", "nothing is waiting");
    }
    if (ran_in_trial_) {
        close_result();
    }
    auto kept = trial_->keep();
    trial_.reset();
    return kept;
}

void SqlConsole::undo() {
    if (ran_in_trial_) {
        close_result();
    }
    trial_.reset();
}

Result<void> SqlConsole::begin_csv() {
    if (ran_.empty() || (ran_in_trial_ && !pending())) {
        return failure("not_found", "no result");
    }
    SqlGuard guard(ran_in_trial_ ? *owner_ : *reader_);
    auto statement = guard.compile(ran_);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    csv_ = std::make_unique<SqlCsv>(*std::move(statement));
    return {};
}

Result<bool> SqlConsole::work_csv() {
    if (!csv_ || (ran_in_trial_ && !pending())) {
        return failure("not_found", "no result");
    }
    SqlGuard guard(ran_in_trial_ ? *owner_ : *reader_);
    return csv_->work(guard);
}

} // namespace hypha::storage

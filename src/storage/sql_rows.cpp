#include "storage/sql_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <sqlite3.h>

#include "core/base/hex.hpp"
#include "storage/clean_text.hpp"

namespace hypha::storage {
namespace {

constexpr std::size_t kPreviewBlobBytes = 12;
constexpr std::size_t kWindowBefore = 60, kWindowRows = 240;

ColumnType type_of(int code) {
    switch (code) {
    case SQLITE_INTEGER: return ColumnType::integer;
    case SQLITE_FLOAT: return ColumnType::real;
    case SQLITE_TEXT: return ColumnType::text;
    case SQLITE_BLOB: return ColumnType::blob;
    default: return ColumnType::null;
    }
}

} // namespace

std::vector<SqlColumn> columns_of(sqlite3_stmt* statement) {
    std::vector<SqlColumn> columns;
    const int all = sqlite3_column_count(statement);
    for (int i = 0; i < std::min(all, static_cast<int>(kMostShownColumns)); ++i) {
        const char* name = sqlite3_column_name(statement, i);
        const char* type = sqlite3_column_decltype(statement, i);
        columns.push_back({clean_line(name != nullptr ? name : "", kPreviewBytes),
                           clean_line(type != nullptr ? type : "", kPreviewBytes)});
    }
    return columns;
}

SqlValue preview_of(sqlite3_stmt* statement, int column) {
    SqlValue value;
    value.type = type_of(sqlite3_column_type(statement, column));
    if (value.type == ColumnType::null) {
        return value;
    }
    if (value.type == ColumnType::blob) {
        const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
        value.size_bytes = sqlite3_column_bytes(statement, column);
        const std::size_t shown = std::min(static_cast<std::size_t>(value.size_bytes), kPreviewBlobBytes);
        value.text = to_hex({bytes, bytes == nullptr ? 0 : shown});
        value.cut = static_cast<std::size_t>(value.size_bytes) > shown;
        return value;
    }
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    value.size_bytes = sqlite3_column_bytes(statement, column);
    value.text = clean_line({bytes == nullptr ? "" : bytes, static_cast<std::size_t>(value.size_bytes)}, kPreviewBytes);
    value.cut = static_cast<std::size_t>(value.size_bytes) > kPreviewBytes;
    return value;
}

Result<SqlRun::Step> SqlRun::step(SqlGuard& guard, std::int64_t& left) {
    while (left > 0) {
        guard.allow_work(budget_);
        const std::int64_t before = work_of(statement_.get());
        const int code = sqlite3_step(statement_.get());
        left -= std::max<std::int64_t>(1, work_of(statement_.get()) - before);
        if (code == SQLITE_ROW) {
            ++next_;
            if (next_ > skip_to_) {
                skip_to_ = next_;
                return Step::row;
            }
        } else if (code == SQLITE_DONE) {
            ended_ = true;
            return Step::end;
        } else if (code == SQLITE_INTERRUPT && budget_ < kLongestStep) {
            budget_ *= 2;
            sqlite3_reset(statement_.get());
            next_ = 0;
            left = 0;
        } else {
            Error error = code == SQLITE_INTERRUPT ? Error{"too_slow", ""} : guard.failed(code);
            sqlite3_reset(statement_.get());
            return std::unexpected(std::move(error));
        }
    }
    return Step::again;
}

void SqlRun::restart() {
    sqlite3_reset(statement_.get());
    next_ = 0;
    skip_to_ = 0;
    ended_ = false;
}

SqlRows::SqlRows(SqlStatement fetching, SqlStatement counting)
    : fetching_(std::move(fetching)),
      counting_(std::move(counting)),
      columns_(columns_of(fetching_.statement())),
      all_columns_(static_cast<std::size_t>(sqlite3_column_count(fetching_.statement()))),
      wanted_(kWindowRows) {}

SqlRows::SqlRows(sqlite3_stmt* answered, std::vector<SqlRow> rows, std::size_t count)
    : columns_(columns_of(answered)),
      all_columns_(static_cast<std::size_t>(sqlite3_column_count(answered))),
      window_(std::move(rows)),
      count_(window_.size()),
      counted_(true),
      capped_(count > window_.size()),
      at_end_(true) {}

void SqlRows::show(std::size_t first, std::size_t count) {
    // There, or on its way: a window that is being filled is not begun anew.
    const bool there = first >= window_first_ && (first + count <= window_first_ + wanted_ || at_end_);
    if (there || stopped_ || fetching_.statement() == nullptr) {
        return;
    }
    window_first_ = first > kWindowBefore ? first - kWindowBefore : 0;
    wanted_ = std::max(kWindowRows, count + 2 * kWindowBefore);
    window_.clear();
    at_end_ = false;
    if (fetching_.ended() || fetching_.next() > window_first_) {
        fetching_.restart();
    }
}

void SqlRows::stop() {
    stopped_ = true;
    fetching_ = SqlRun();
    counting_ = SqlRun();
}

Result<bool> SqlRows::fetch(SqlGuard& guard, std::int64_t& left) {
    while (!at_end_ && window_.size() < wanted_) {
        const auto step = fetching_.step(guard, left);
        if (!step) {
            return std::unexpected(step.error());
        }
        if (*step == SqlRun::Step::again) {
            return true;
        }
        const std::size_t row = fetching_.next() - 1;
        if (*step == SqlRun::Step::end || row >= kMostShownRows) {
            at_end_ = true;
        } else if (row >= window_first_) {
            SqlRow& values = window_.emplace_back();
            for (int i = 0; i < static_cast<int>(columns_.size()); ++i) {
                values.push_back(preview_of(fetching_.statement(), i));
            }
        }
    }
    return false;
}

Result<void> SqlRows::count_on(SqlGuard& guard, std::int64_t& left) {
    while (!counted_) {
        const auto step = counting_.step(guard, left);
        if (!step) {
            return std::unexpected(step.error());
        }
        if (*step == SqlRun::Step::again) {
            return {};
        }
        capped_ = *step == SqlRun::Step::row && counting_.next() > kMostShownRows;
        counted_ = capped_ || *step == SqlRun::Step::end;
        count_ = std::max(count_, std::min(counting_.next(), kMostShownRows));
    }
    counting_.restart(); // frees what it sorted
    return {};
}

Result<bool> SqlRows::work(SqlGuard& guard) {
    if (stopped_ || fetching_.statement() == nullptr) {
        return false;
    }
    std::int64_t left = kSliceSteps;
    const auto fetching = fetch(guard, left);
    if (!fetching) {
        return fetching;
    }
    count_ = std::max(count_, window_.empty() ? 0 : window_first_ + window_.size());
    if (at_end_ && !capped_ && !window_.empty() && window_first_ + window_.size() < kMostShownRows) {
        counted_ = true; // the fetching run has seen the last row
    }
    if (at_end_ && window_first_ == 0 && window_.empty()) {
        counted_ = true;
    }
    const auto counting = *fetching ? Result<void>() : count_on(guard, left);
    if (!counting) {
        return std::unexpected(counting.error());
    }
    return *fetching || !counted_;
}

} // namespace hypha::storage

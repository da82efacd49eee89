#include "storage/sql_csv.hpp"

#include <sqlite3.h>

#include "core/base/hex.hpp"
#include "core/exchange/csv_field.hpp"
#include "storage/clean_text.hpp"

namespace hypha::storage {
namespace {

constexpr std::size_t kSliceBytes = 1U << 20U;

// An empty text is written as "", which nothing (NULL) is not.
void add_text(std::string& out, std::string_view bytes) {
    const std::string text = clean_text(bytes);
    if (text.empty()) {
        out += "\"\"";
    }
    exchange::append_csv_field(out, text);
}

void add_blob(std::string& out, const unsigned char* bytes, int size) {
    out += "x'" + to_hex({bytes, static_cast<std::size_t>(size)}) + '\'';
}

void add_value(std::string& out, sqlite3_stmt* statement, int column) {
    const int type = sqlite3_column_type(statement, column);
    if (type == SQLITE_NULL) {
        return;
    }
    if (type == SQLITE_BLOB) {
        const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
        add_blob(out, bytes, sqlite3_column_bytes(statement, column));
        return;
    }
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    add_text(out, {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
}

} // namespace

SqlCsv::SqlCsv(SqlStatement statement) : run_(std::move(statement)) {
    for (int i = 0; i < sqlite3_column_count(run_.statement()); ++i) {
        made_ += i > 0 ? "," : "";
        const char* name = sqlite3_column_name(run_.statement(), i);
        add_text(made_, name == nullptr ? "" : name);
    }
    made_ += "\r\n";
}

void SqlCsv::add_row() {
    for (int i = 0; i < sqlite3_column_count(run_.statement()); ++i) {
        made_ += i > 0 ? "," : "";
        add_value(made_, run_.statement(), i);
    }
    made_ += "\r\n";
    ++rows_;
}

Result<bool> SqlCsv::work(SqlGuard& guard) {
    std::int64_t left = kSliceSteps;
    const std::size_t before = made_.size();
    while (made_.size() - before < kSliceBytes) {
        const auto step = run_.step(guard, left);
        if (!step) {
            return std::unexpected(step.error());
        }
        if (*step == SqlRun::Step::again) {
            return true;
        }
        if (*step == SqlRun::Step::end) {
            return false;
        }
        if (rows_ == kMostCsvRows) {
            capped_ = true;
            return false;
        }
        add_row();
    }
    return true;
}

} // namespace hypha::storage

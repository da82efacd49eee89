// All rows of one statement as CSV (RFC 4180): a line of column names, CRLF, quotes where a field needs them. UTF-8; bytes that are
// none become U+FFFD. NULL is an empty field and an empty text is "", so that the two stay apart; a blob is x'0a1b…' as in SQL.
// Made in slices like SqlRows; what a slice made is taken with take(), so that a long file never stands whole in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "core/base/error.hpp"
#include "storage/sql_rows.hpp"

namespace hypha::storage {

inline constexpr std::size_t kMostCsvRows = 1'000'000;

class SqlCsv {
public:
    explicit SqlCsv(SqlStatement statement);
    // One slice. True: there is more.
    Result<bool> work(SqlGuard& guard);
    std::string take() { return std::exchange(made_, {}); }
    [[nodiscard]] std::size_t size_bytes() const { return made_.size(); }
    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] bool capped() const { return capped_; }

private:
    void add_row();

    SqlRun run_;
    std::string made_;
    std::size_t rows_ = 0;
    bool capped_ = false;
};

} // namespace hypha::storage

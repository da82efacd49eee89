// Reads rows into structs: `read` makes a Result<Row> of the Statement that stands on a row. An error is answered as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/database.hpp"

namespace hypha::storage {

// All rows of a query.
template <typename Row, typename... Values>
Result<std::vector<Row>> all_rows(Database& database, Result<Row> (*read)(const Statement&), std::string_view sql,
                                  const Values&... values) {
    auto statement = database.prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    statement->bind(values...);
    std::vector<Row> rows;
    for (;;) {
        const auto more = statement->step();
        if (!more) {
            return std::unexpected(more.error());
        }
        if (!*more) {
            return rows;
        }
        auto row = read(*statement);
        if (!row) {
            return std::unexpected(row.error());
        }
        rows.push_back(*std::move(row));
    }
}

// The first row; not_found when there is none.
template <typename Row, typename... Values>
Result<Row> one_row(Database& database, Result<Row> (*read)(const Statement&), std::string_view sql,
                    const Values&... values) {
    auto statement = database.prepare(sql);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto found = statement->bind(values...).step();
    if (!found) {
        return std::unexpected(found.error());
    }
    return *found ? read(*statement) : failure("not_found");
}

// Of a query whose first column is a number.
inline Result<std::int64_t> read_integer(const Statement& row) { return row.integer(0); }

// Nothing instead of not_found; other errors stay.
template <typename T> Result<std::optional<T>> or_none(Result<T> found) {
    if (!found) {
        return found.error().code == "not_found" ? Result<std::optional<T>>(std::nullopt)
                                                 : std::unexpected(std::move(found.error()));
    }
    return std::optional<T>(*std::move(found));
}

// What `change` makes of the value; an error stays as it is.
template <typename T, typename Change> auto mapped(Result<T> result, Change change)
    -> Result<decltype(change(*result))> {
    if (!result) {
        return std::unexpected(std::move(result.error()));
    }
    return change(*result);
}

} // namespace hypha::storage

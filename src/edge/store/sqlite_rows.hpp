// Statements that are prepared once, and rows read into values. The text of a statement is its name: it must be a literal.
// Only between open() and close(), which follow the transaction. What fails in between spoils it: SQLite undoes a transaction by
// itself where the disk is full, and what would still be written then would stand alone. No statement stays open: an open read
// would hold up the log. Errors: "no_transaction", "storage_unavailable" after a failure, and those of src/storage.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/database.hpp"

namespace hypha::edge {

class SqliteRows {
public:
    using Row = storage::Statement;

    explicit SqliteRows(storage::Database& database) : database_(database) {}

    void open() { state_ = State::open; }
    void close() { state_ = State::closed; }

    template <typename... Values> Result<void> change(std::string_view sql, const Values&... values) {
        auto statement = prepared(sql);
        auto done = statement ? (*statement)->run_with(values...) : std::unexpected(statement.error());
        if (!done) {
            state_ = State::spoilt;
        }
        return done;
    }

    // read(const Row&) answers a Result of the value.
    template <typename Read, typename... Values>
    auto all(std::string_view sql, Read read, const Values&... values)
        -> Result<std::vector<typename std::invoke_result_t<Read, const Row&>::value_type>> {
        std::vector<typename std::invoke_result_t<Read, const Row&>::value_type> rows;
        auto statement = prepared(sql);
        if (!statement) {
            return std::unexpected(statement.error());
        }
        (*statement)->bind(values...);
        const Ended ended{**statement};
        for (;;) {
            const auto more = (*statement)->step();
            if (!more) {
                state_ = State::spoilt;
                return std::unexpected(more.error());
            }
            if (!*more) {
                return rows;
            }
            auto row = read(**statement);
            if (!row) {
                return std::unexpected(row.error());
            }
            rows.push_back(*std::move(row));
        }
    }

    // The first row, if there is one.
    template <typename Read, typename... Values>
    auto one(std::string_view sql, Read read, const Values&... values)
        -> Result<std::optional<typename std::invoke_result_t<Read, const Row&>::value_type>> {
        auto rows = all(sql, std::move(read), values...);
        if (!rows) {
            return std::unexpected(rows.error());
        }
        std::optional<typename std::invoke_result_t<Read, const Row&>::value_type> first;
        if (!rows->empty()) {
            first = std::move(rows->front());
        }
        return first;
    }

private:
    enum class State { closed, open, spoilt };
    struct Ended {
        storage::Statement& statement;
        ~Ended() { statement.reset(); }
    };

    Result<storage::Statement*> prepared(std::string_view sql);

    storage::Database& database_;
    std::map<std::string_view, storage::Statement> statements_;
    State state_ = State::closed;
};

} // namespace hypha::edge

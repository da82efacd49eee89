#include "edge/store/sqlite_rows.hpp"

namespace hypha::edge {

Result<storage::Statement*> SqliteRows::prepared(std::string_view sql) {
    if (state_ != State::open) {
        return state_ == State::closed ? failure("no_transaction")
                                       : failure("storage_unavailable", "the transaction was undone");
    }
    if (const auto found = statements_.find(sql); found != statements_.end()) {
        return &found->second;
    }
    auto statement = database_.prepare(sql);
    if (!statement) {
        state_ = State::spoilt;
        return std::unexpected(statement.error());
    }
    return &statements_.emplace(sql, *std::move(statement)).first->second;
}

} // namespace hypha::edge

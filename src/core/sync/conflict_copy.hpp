// A person's words that lost to a write whose author had not seen them become a row of their own, in table "conflict_copy".
// Every replica that meets both makes the same row (key and stamp come from the losing write), so copies never multiply; the row
// is synced like any other, and deleting it is the person's decision. Limits: the text is what the cell held, at most an operation.
#pragma once

#include "core/sync/operation.hpp"

namespace hypha::sync {

inline constexpr const char* kConflictTable = "conflict_copy";

Operation conflict_copy(const CellName& name, const Cell& lost);

// The cell whose words the copy keeps: where their seal opens. `value_of` answers the value of another cell of the copy's row.
// Nothing where the row is not whole (yet).
template <typename ValueOf> std::optional<CellName> copied_from(const CellName& copy, const ValueOf& value_of) {
    const auto part = [&](const char* column) -> std::optional<Bytes> {
        return value_of(CellName{copy.table, copy.key, column});
    };
    auto table = part("table"), key = part("key"), column = part("column");
    if (!table || !key || !column) {
        return std::nullopt;
    }
    return CellName{*std::move(table), *std::move(key), *std::move(column)};
}

} // namespace hypha::sync

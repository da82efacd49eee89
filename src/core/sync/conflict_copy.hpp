// A person's words that lost to a write whose author had not seen them become a row of their own, in table "conflict_copy".
// Every replica that meets both makes the same row (key and stamp come from the losing write), so copies never multiply; the row
// is synced like any other, and deleting it is the person's decision. Limits: the text is what the cell held, at most an operation.
#pragma once

#include "core/sync/operation.hpp"

namespace hypha::sync {

inline constexpr const char* kConflictTable = "conflict_copy";

Operation conflict_copy(const CellName& name, const Cell& lost);

} // namespace hypha::sync

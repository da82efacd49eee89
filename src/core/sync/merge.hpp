// Last writer wins a cell: the greater (hlc, device, value) stays. Commutative, associative, idempotent: any order and any number
// of repeats end alike; replica and edge run this one function. `lost` is a person's text that lost to a write whose author had
// not seen it: the replica keeps it as a conflict copy. Text that a later author had on the screen was replaced on purpose.
#pragma once

#include <optional>

#include "core/sync/operation.hpp"

namespace hypha::sync {

struct Merged {
    bool won = false;         // the incoming write is the cell now
    bool repeated = false;    // it was the cell already
    std::optional<Cell> lost; // text to be kept
};

Merged merge(std::optional<Cell>& mine, const Cell& theirs);

} // namespace hypha::sync

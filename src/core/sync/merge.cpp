#include "core/sync/merge.hpp"

#include "core/sync/seen.hpp"

namespace hypha::sync {

Merged merge(std::optional<Cell>& mine, const Cell& theirs) {
    if (mine && same_write(*mine, theirs)) {
        return {false, true, std::nullopt};
    }
    Merged merged;
    merged.won = !mine || later(theirs, *mine);
    const bool text = theirs.text || (mine && mine->text);
    if (mine && text && mine->value != theirs.value) {
        if (merged.won && !covers(theirs.seen, mine->stamp) && !mine->value.empty()) {
            merged.lost = *mine;
        }
        if (!merged.won && !covers(mine->known, theirs.stamp) && !covers(mine->seen, theirs.stamp) &&
            !theirs.value.empty()) {
            merged.lost = theirs;
        }
    }
    Seen known = mine ? std::move(mine->known) : Seen{};
    if (text) {
        add(known, theirs.seen);
        add(known, theirs.stamp);
    }
    if (merged.won) {
        mine = theirs;
    }
    mine->known = std::move(known);
    return merged;
}

} // namespace hypha::sync

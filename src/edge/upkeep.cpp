#include "edge/upkeep.hpp"

#include <algorithm>

#include "core/sync/attempt.hpp"

namespace hypha::edge {
namespace {

constexpr std::size_t kAtOnce = 100;

} // namespace

Result<bool> UpkeepRound::step(ServedStore& store, sync::Edge& edge) {
    if (next_.empty()) {
        auto streams = store.streams_after(after_, kAtOnce);
        HYPHA_SYNC_TRY(streams);
        if (streams->empty()) {
            const auto swept = store.sweep(sweep_age_ms_);
            HYPHA_SYNC_TRY(swept);
            done_.files += *swept;
            return false;
        }
        after_ = streams->back();
        next_ = *std::move(streams);
        std::ranges::reverse(next_);
    }
    const auto more = compact_one(store, edge);
    if (!more) {
        ++done_.errors;
    }
    if (!more || !*more) {
        next_.pop_back();
        ++done_.streams;
    }
    return true;
}

Result<bool> UpkeepRound::compact_one(ServedStore& store, sync::Edge& edge) {
    const auto gone = edge.compact(next_.back());
    HYPHA_SYNC_TRY(gone);
    done_.operations += *gone;
    if (*gone >= limits_.compact_operations) {
        return true;
    }
    HYPHA_SYNC_TRY(sync::in_transaction(store, next_.back(), [&]() -> Result<void> {
        const auto figures = store.figures();
        HYPHA_SYNC_TRY(figures);
        return store.set_usage(figures->bytes());
    }));
    return false;
}

} // namespace hypha::edge

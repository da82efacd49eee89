// A round over all streams: operations that are old enough are forgotten, what each stream takes is counted anew, and in the end files
// that no row names are removed. In steps that are as short as a request, so that a server does it between requests and a command
// beside it. The same round, whoever goes it; several edges on one database may each go theirs.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/sync/edge.hpp"
#include "edge/metrics.hpp"
#include "edge/store/served_store.hpp"

namespace hypha::edge {

// What nobody wrote to for so long belongs to no transaction that is under way.
inline constexpr std::int64_t kSweepAge_ms = 60LL * 60 * 1000;

struct UpkeepDone {
    std::uint64_t streams = 0;
    std::uint64_t operations = 0; // forgotten
    std::uint64_t files = 0;      // swept
    std::uint64_t errors = 0;     // streams that could not be done; the next round comes by them again
};

class UpkeepRound {
public:
    explicit UpkeepRound(const sync::EdgeLimits& limits, std::int64_t sweep_age_ms = kSweepAge_ms)
        : limits_(limits), sweep_age_ms_(sweep_age_ms) {}

    // Answers whether there is more to do. Errors: the store's, when it cannot even say which streams there are.
    Result<bool> step(ServedStore& store, sync::Edge& edge);
    [[nodiscard]] const UpkeepDone& done() const { return done_; }

private:
    Result<bool> compact_one(ServedStore& store, sync::Edge& edge);

    sync::EdgeLimits limits_;
    std::int64_t sweep_age_ms_;
    std::optional<sync::StreamId> after_;
    std::vector<sync::StreamId> next_; // the first is at the end
    UpkeepDone done_;
};

} // namespace hypha::edge

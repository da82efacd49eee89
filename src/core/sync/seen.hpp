// Sets of stamps as one newest stamp a device (a version vector): what an author or a replica has seen of one cell.
// Bounded to kMostSeen devices; beyond that the oldest is forgotten, which can only make a copy too many, never one too few.
#pragma once

#include <algorithm>

#include "core/sync/limits.hpp"
#include "core/sync/operation.hpp"

namespace hypha::sync {

inline bool covers(const Seen& seen, const Stamp& stamp) {
    return std::ranges::any_of(seen, [&](const Stamp& s) { return s.device == stamp.device && s.hlc >= stamp.hlc; });
}

inline void add(Seen& seen, const Stamp& stamp) {
    const auto at = std::ranges::lower_bound(seen, stamp.device, {}, &Stamp::device);
    if (at != seen.end() && at->device == stamp.device) {
        at->hlc = std::max(at->hlc, stamp.hlc);
        return;
    }
    seen.insert(at, stamp);
    if (seen.size() > kMostSeen) {
        seen.erase(std::ranges::min_element(seen, {}, &Stamp::hlc));
    }
}

inline void add(Seen& seen, const Seen& more) {
    for (const Stamp& stamp : more) {
        add(seen, stamp);
    }
}

// A write that the edge stamped again, and its stamp from then on.
struct Restamped {
    Stamp before;
    Hlc now;
};

// Whoever saw those writes as they were stamped first has seen them as they are stamped now, and nothing between.
inline void restamp(Seen& seen, const std::vector<Restamped>& again) {
    for (Stamp& stamp : seen) {
        const auto found = std::ranges::find(again, stamp, &Restamped::before);
        stamp.hlc = found == again.end() ? stamp.hlc : found->now;
    }
}

// Nobody has seen a write later than their own: a stamp at or after `hlc` came from a clock of the far future.
inline void clamp_before(Seen& seen, Hlc hlc) {
    for (Stamp& stamp : seen) {
        stamp.hlc = std::min(stamp.hlc, hlc.before());
    }
}

} // namespace hypha::sync

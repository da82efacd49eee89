// What must come of it all, said a second time: the fold of every write that the edge took, by max(hlc, device, value), and
// nothing else. It shares no code with src/core/sync, on purpose: the same mistake would have to be made twice.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace hypha::simulation {

struct Fact {
    std::string table;
    std::string key;
    std::string column;
    std::string value;
    std::uint64_t hlc = 0;
    std::uint64_t device = 0;
};

using Place = std::tuple<std::string, std::string, std::string>;
using Picture = std::map<Place, std::string>;

inline Picture fold(const std::vector<Fact>& everything, const std::vector<Fact>& kept_here = {}) {
    std::map<Place, const Fact*> winners;
    const auto consider = [&](const Fact& fact) {
        const Fact*& best = winners[{fact.table, fact.key, fact.column}];
        if (best == nullptr ||
            std::tie(fact.hlc, fact.device, fact.value) > std::tie(best->hlc, best->device, best->value)) {
            best = &fact;
        }
    };
    for (const Fact& fact : everything) {
        consider(fact);
    }
    for (const Fact& fact : kept_here) {
        consider(fact);
    }
    Picture picture;
    for (const auto& [place, fact] : winners) {
        picture[place] = fact->value;
    }
    return picture;
}

} // namespace hypha::simulation

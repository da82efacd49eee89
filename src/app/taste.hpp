// What screens know of a person's taste: what was learned here of what they read, what they said themselves, and why a story stands where
// it does. Filled by own_taste and story_standing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/taste/rank_stories.hpp"

namespace hypha::app {

// One thing that the order of stories hangs on; key and shown as core/taste/story_traits has them.
struct TasteTrait {
    std::string key, shown;
    double weight = 0;       // logits; what was learned, and what the person said
    int steps = 0;           // that the person said: -2 much less to 2 much more
    std::size_t choices = 0; // that it was learned from
};

struct OwnTaste {
    bool by_time = false; // the person wants the newest first, whatever was learned
    bool learns = true, learns_time = false;
    int diversity = 1;                                  // 0 to taste::kMostDiversity
    std::size_t choices = 0;                            // that were learned from
    bool knows = false;                                 // the list was made by what was learned or said
    std::vector<TasteTrait> words;                      // that weigh most
    std::vector<TasteTrait> topics, sources, languages; // that the region has, or that weigh
    std::vector<std::string> dropped;                   // keys that never count
    std::vector<TasteTrait> interests; // topics of the list, by name: which should there be more of? empty: not asked
    std::string typed;                 // a word that is to be blocked
    std::vector<std::string> blocked;  // words of titles that are never shown
};

// Why one story stands where it does.
struct WhyStory {
    std::string hash, title;
    std::vector<taste::Contribution> contributions; // the largest first
    std::optional<std::size_t> place;               // in the person's list, from 1
    std::optional<std::size_t> place_without;       // where it would stand without the first contribution
};

} // namespace hypha::app

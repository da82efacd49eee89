// Which stories come first for this person, and why each stands where it does. A story's score is what the model says of it, less what
// its age takes (half of its odds in a day) and what having been opened takes, more where several sources tell it. Then the list is made from the top: a story of a source
// or a topic that has just been shown gives way (maximal marginal relevance, Carbonell and Goldstein 1998). Of the stories that tell the
// same only the first is shown. Pure: the same stories, model and time, the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/news/story_order.hpp"
#include "core/taste/taste_model.hpp"

namespace hypha::taste {

struct Rankable {
    news::Orderable place; // points to what outlives the call
    Subject about;
    bool opened = false; // it makes room for what was not
};

enum class Reason {
    word,
    source,
    topic,
    language, // of what was learned: Ranked::shown
    wished,   // the person asked for more of it
    change,   // it gives way to nothing like it: something else
    by_order  // Ranked::why
};

struct Ranked {
    std::size_t story = 0;
    std::size_t other_sources = 0;
    Reason reason = Reason::by_order;
    news::Why why = news::Why::by_time;
    std::string key, shown; // of the trait that speaks most for it
    double score = 0;       // before giving way; logits
};

inline constexpr int kMostDiversity = 4; // 0: nothing gives way

std::vector<Ranked> rank_stories(std::span<const Rankable> stories, const TasteModel& model, std::int64_t now_s,
                                 int diversity);

} // namespace hypha::taste

// In which order stories are shown by time, and why each stands where it does (for one person: core/taste/rank_stories). Newest first; of the
// stories that tell the same only the newest is shown, with how many other sources tell it. Pure: the same stories, the same order.
// A reason is true of the stories that were given, never a guess about the person.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hypha::news {

struct Orderable {
    std::string_view hash, source, told_with; // told_with: the same for stories that tell the same
    std::int64_t published_s = 0;
};

enum class Why {
    told_by_several,  // other sources tell it too
    newest_of_source, // nothing newer of that source is here
    by_time           // its turn by time
};

struct Placed {
    std::size_t story = 0;         // of what was given
    std::size_t other_sources = 0; // that tell the same
    Why why = Why::by_time;
    bool operator==(const Placed&) const = default;
};

// Stories of one time stay in the order they were given.
std::vector<Placed> order_stories(std::span<const Orderable> stories);

} // namespace hypha::news

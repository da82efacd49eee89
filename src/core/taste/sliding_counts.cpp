#include "core/taste/sliding_counts.hpp"

namespace hypha::taste {

bool Window::holds(const Click& click) const {
    return (!opening_only || click.opens) && (!own_time_only || click.own_time) &&
           (!device || class_of(click.device) == *device) && (!referrer || class_of(click.referrer) == *referrer);
}

void SlidingCounts::advance(const KnownPast& past) {
    const auto clicks = past.clicks();
    const std::int64_t end_s = past.now_s() - window_.age_s;
    for (; to_ < clicks.size() && clicks[to_].t_s < end_s; ++to_) {
        if (window_.holds(clicks[to_])) {
            ++counts_[clicks[to_].article];
            ++total_;
        }
    }
    for (; from_ < to_ && clicks[from_].t_s < end_s - window_.length_s; ++from_) {
        if (window_.holds(clicks[from_])) {
            --counts_[clicks[from_].article];
            --total_;
        }
    }
}

} // namespace hypha::taste

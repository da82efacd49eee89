#include "edge/fetch/robots_cache.hpp"

#include <algorithm>

#include "edge/fetch/user_agent.hpp"
#include "edge/fetch/web_target.hpp"

namespace hypha::edge::fetch {
namespace {

constexpr std::size_t kMostSites = 1'000;
constexpr std::int64_t kDay_s = 24 * 60 * 60;
constexpr std::int64_t kHour_s = 60 * 60;

} // namespace

RobotsCache::Kept RobotsCache::ask(const std::string& origin, std::int64_t now_s) const {
    FetchRequest request;
    request.url = origin + "/robots.txt";
    request.accept = "text/plain, */*;q=0.5";
    request.most_bytes = kMostRobots_bytes;
    const auto fetched = fetch_(request);
    if (!fetched) {
        // A file too large to be read whole forbids as much as one that cannot be had.
        return {Robots::none_allowed(), now_s + kHour_s};
    }
    if (fetched->status >= 200 && fetched->status < 300) {
        return {Robots::parse(fetched->body, kProductToken), now_s + kDay_s};
    }
    if (fetched->status >= 400 && fetched->status < 500 && fetched->status != 429) {
        return {Robots::all_allowed(), now_s + kDay_s};
    }
    return {Robots::none_allowed(), now_s + kHour_s};
}

std::optional<bool> RobotsCache::known(const WebTarget& target, std::int64_t now_s) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_origin_.find(target.origin());
    if (found == by_origin_.end() || found->second.until_s <= now_s) {
        return std::nullopt;
    }
    return found->second.robots.allows(target.path);
}

bool RobotsCache::allows(const std::string& url, std::int64_t now_s) {
    const auto target = parse_target(url);
    if (!target) {
        return false;
    }
    if (const auto said = known(*target, now_s)) {
        return *said;
    }
    const std::string origin = target->origin();
    const HostTurns::Turn turn(turns_, origin);
    if (const auto said = known(*target, now_s)) {
        return *said; // by whom this one waited for
    }
    Kept kept = ask(origin, now_s);
    const bool allowed = kept.robots.allows(target->path);
    const std::scoped_lock lock(mutex_);
    if (by_origin_.size() >= kMostSites && !by_origin_.contains(origin)) {
        by_origin_.erase(std::ranges::min_element(by_origin_, {}, [](const auto& one) { return one.second.until_s; }));
    }
    by_origin_.insert_or_assign(origin, std::move(kept));
    return allowed;
}

} // namespace hypha::edge::fetch

// The edge's list of regions that have news, as JSON: [{"region": name, "stories": number, "made": seconds}]. For bytes of anyone: what is
// no such list is nothing, entries that are none are left out, and there are at most kMostRegions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hypha::ports {

inline constexpr std::size_t kMostRegions = 500;

struct NewsRegion {
    std::string name; // news::is_region_name
    std::int64_t stories = 0;
    std::int64_t made_s = 0;
    bool operator==(const NewsRegion&) const = default;
};

std::optional<std::vector<NewsRegion>> read_news_regions(std::string_view json);

} // namespace hypha::ports

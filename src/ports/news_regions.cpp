#include "ports/news_regions.hpp"

#include <nlohmann/json.hpp>

#include "core/news/story_index.hpp"

namespace hypha::ports {
namespace {

std::int64_t number_of(const nlohmann::json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

} // namespace

std::optional<std::vector<NewsRegion>> read_news_regions(std::string_view json) {
    const auto list = nlohmann::json::parse(json, nullptr, false);
    if (!list.is_array()) {
        return std::nullopt;
    }
    std::vector<NewsRegion> regions;
    for (const nlohmann::json& entry : list) {
        if (regions.size() == kMostRegions) {
            break;
        }
        const auto name = entry.is_object() ? entry.find("region") : entry.end();
        if (!entry.is_object() || name == entry.end() || !name->is_string()) {
            continue;
        }
        NewsRegion region{name->get<std::string>(), number_of(entry, "stories"), number_of(entry, "made")};
        if (news::is_region_name(region.name)) {
            regions.push_back(std::move(region));
        }
    }
    return regions;
}

} // namespace hypha::ports

#include "core/taste/replay_json.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/taste/policies.hpp"

namespace hypha::taste {
namespace {

using Json = nlohmann::ordered_json;

Json row_of(std::string_view policy, const std::vector<std::size_t>& hits, std::size_t returns) {
    Json shares = Json::array();
    for (const std::size_t each : hits) {
        const double share = static_cast<double>(each) / static_cast<double>(returns);
        shares.push_back(returns == 0 ? Json() : Json(std::round(share * 1e4) / 1e4));
    }
    return {{"policy", policy}, {"hits", hits}, {"share", std::move(shares)}};
}

} // namespace

std::string encode_replay(const ReplayResult& result) {
    Json policies = Json::array();
    for (const PolicyHits& each : result.policies) {
        policies.push_back(row_of(each.policy, each.hits, result.returns));
    }
    policies.push_back(
        row_of(kClairvoyant, std::vector<std::size_t>(result.items.size(), result.knowable), result.returns));
    const Json out{{"log",
                    {{"clicks", result.clicks},
                     {"readers", result.readers},
                     {"articles", result.articles},
                     {"days", result.days},
                     {"out_of_order", result.out_of_order}}},
                   {"lead_minutes", result.lead_s / 60},
                   {"from_day", result.from_day},
                   {"returns", result.returns},
                   {"items", result.items},
                   {"policies", std::move(policies)}};
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace hypha::taste

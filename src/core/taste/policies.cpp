#include "core/taste/policies.hpp"

#include <string>

#include "core/taste/most_read.hpp"
#include "core/taste/ours.hpp"
#include "core/taste/read_together.hpp"
#include "core/taste/recency.hpp"

namespace hypha::taste {

std::unique_ptr<Policy> make_policy(std::string_view name, std::size_t articles, std::int64_t lead_s) {
    constexpr std::int64_t minute_s = 60;
    constexpr std::array windows_s{30 * minute_s, 180 * minute_s, 1440 * minute_s};
    for (std::size_t at = 0; at < windows_s.size(); ++at) {
        if (name == kPolicyNames[at]) {
            return std::make_unique<MostRead>(std::string(name), windows_s[at], articles);
        }
    }
    if (name == "recency") {
        return std::make_unique<Recency>();
    }
    if (name == "co-reading") {
        return std::make_unique<CoReading>(articles);
    }
    if (name == "ours") {
        return std::make_unique<Ours>(articles, lead_s);
    }
    return nullptr;
}

} // namespace hypha::taste

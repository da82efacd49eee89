// The policies by name, as the command line knows them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/taste/policy.hpp"

namespace hypha::taste {

inline constexpr std::array<std::string_view, 6> kPolicyNames{"most-read-30m", "most-read-3h", "most-read-24h",
                                                              "recency",       "co-reading",   "ours"};
// No policy, for it looks at what was opened: how often that could have been known at all (replay.hpp).
inline constexpr std::string_view kClairvoyant = "clairvoyant";

// Null for a name that is none of kPolicyNames.
std::unique_ptr<Policy> make_policy(std::string_view name, std::size_t articles, std::int64_t lead_s);

} // namespace hypha::taste

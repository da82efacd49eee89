// The replay's result as one JSON object, for `hypha replay --json`.
#pragma once

#include <string>

#include "core/taste/replay.hpp"

namespace hypha::taste {

// {log: {clicks, readers, articles, days, out_of_order}, lead_minutes, from_day, returns, items, policies: [{policy, hits, share}]},
// clairvoyant last; hits and share in the order of items, share null where there is no return.
std::string encode_replay(const ReplayResult& result);

} // namespace hypha::taste

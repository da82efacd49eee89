// One find as JSON, one document a find. What a model answered and what people answered are two lists (SAFETY 10), the orientation
// sentence is in each. Format hypha-find 1:
//   { "orientation", "format": "hypha-find", "version": 1, "id", "created", "created_ms", "state", "failure_code", "note",
//     "place": null | { "privacy", "withheld", "south", "west", "north", "east", "uncertainty_m" }, "photos": […],
//     "answers_by_model": [{ "created_ms", "model": {name, version, sha256, thresholds}, "verdict" }],
//     "answers_by_people": [{ "created_ms", "state", "rank", "name" }] }
// decode is total: any bytes give a find whose every field is in its range, or the reason why not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/exchange/find_record.hpp"
#include "core/exchange/orientation.hpp"

namespace hypha::exchange {

inline constexpr std::size_t kMostFindJsonBytes = 4U << 20U;

std::string encode_find(const FindRecord& find, Tongue tongue);
// find_invalid, find_newer (a version that this app does not know).
Result<FindRecord> decode_find(std::string_view json);

} // namespace hypha::exchange

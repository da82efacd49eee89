// Finds with a place that others may see, as one GeoJSON FeatureCollection (RFC 7946): a point where the person shows the exact one,
// else the square that the person chose. Hidden places and finds without one are left out. Written feature by feature.
// The orientation sentence is a foreign member of the collection and a property of each feature, so no feature travels without it.
#pragma once

#include <cstdint>
#include <string>

#include "core/exchange/find_record.hpp"
#include "core/exchange/orientation.hpp"

namespace hypha::exchange {

std::string geo_json_begin(Tongue tongue);
// Empty for a find that is left out. `first`: no feature was written before it.
std::string geo_json_feature(const FindRecord& find, Tongue tongue, std::int64_t zone_offset_min, bool first);
std::string geo_json_end();

} // namespace hypha::exchange

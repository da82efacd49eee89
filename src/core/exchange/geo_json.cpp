#include "core/exchange/geo_json.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/iso_date.hpp"
#include "core/exchange/answers_text.hpp"

namespace hypha::exchange {
namespace {

using Json = nlohmann::json;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// Six decimals are 0.1 m: nothing below the square's own precision is invented.
double degrees(double value) { return std::round(value * 1e6) / 1e6; }

Json position(double east, double north) { return Json::array({degrees(east), degrees(north)}); }

Json geometry_of(const SharedPlace& place) {
    if (place.is_point()) {
        return {{"type", "Point"}, {"coordinates", position(place.west, place.south)}};
    }
    // The ring goes round against the clock and ends where it began; the fixed grid never crosses the antimeridian.
    return {
        {"type", "Polygon"},
        {"coordinates", Json::array({Json::array({position(place.west, place.south), position(place.east, place.south),
                                                  position(place.east, place.north), position(place.west, place.north),
                                                  position(place.west, place.south)})})}};
}

} // namespace

std::string geo_json_begin(Tongue tongue) {
    return "{\"type\":\"FeatureCollection\",\"orientation\":" + dumped(orientation_of(tongue)) + ",\"features\":[\n";
}

std::string geo_json_feature(const FindRecord& find, Tongue tongue, std::int64_t zone_offset_min, bool first) {
    if (!find.place || find.place_withheld || find.privacy == "hidden") {
        return "";
    }
    const Json feature = {{"type", "Feature"},
                          {"id", "urn:uuid:" + find.uuid},
                          {"geometry", geometry_of(*find.place)},
                          {"properties",
                           {{"orientation", orientation_of(tongue)},
                            {"date", iso_date(find.created_ms, zone_offset_min)},
                            {"name", shown_name(find)},
                            {"nameBy", person_says(find) != nullptr ? "person"
                                       : shown_name(find).empty()   ? "nobody"
                                                                    : "model"},
                            {"answers", Json::parse(answers_text(find, zone_offset_min), nullptr, false)},
                            {"placePrecision", find.privacy},
                            {"uncertaintyMeters", std::ceil(find.place->uncertainty_m)},
                            {"note", find.note},
                            {"photos", find.photos.size()}}}};
    return (first ? "" : ",\n") + dumped(feature);
}

std::string geo_json_end() { return "\n]}\n"; }

} // namespace hypha::exchange

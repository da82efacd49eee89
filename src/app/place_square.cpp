#include "app/place_square.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hypha::app {
namespace {

constexpr double kKmPerDegree = 111.195; // mean meridian degree of a sphere of 6371.0 km

} // namespace

std::optional<PlaceSquare> shared_square(const Place& place, PlacePrivacy privacy) {
    const bool on_earth = std::isfinite(place.latitude) && std::isfinite(place.longitude) &&
                          std::abs(place.latitude) <= 90 && std::abs(place.longitude) <= 180;
    if (!on_earth || privacy == PlacePrivacy::hidden) {
        return std::nullopt;
    }
    if (privacy == PlacePrivacy::exact) {
        return PlaceSquare{place.latitude, place.longitude, place.latitude, place.longitude, 0, 0};
    }
    const double side_km = privacy == PlacePrivacy::one_km ? 1.0 : 10.0;
    const double row_step = side_km / kKmPerDegree;
    const double row = std::floor((place.latitude + 90) / row_step);
    const double south = row * row_step - 90;
    const double middle = std::min(south + row_step / 2, 90.0) * std::numbers::pi / 180;
    // A whole number of columns goes round the Earth, so that the last one meets the first. At a pole there is one.
    const double columns = std::max(1.0, std::floor(360 * kKmPerDegree * std::cos(middle) / side_km));
    const double column_step = 360 / columns;
    const double column = std::min(std::floor((place.longitude + 180) / column_step), columns - 1);
    const double west = column * column_step - 180;
    return PlaceSquare{south,
                       west,
                       std::min(south + row_step, 90.0),
                       west + column_step,
                       static_cast<std::int64_t>(row),
                       static_cast<std::int64_t>(column)};
}

} // namespace hypha::app

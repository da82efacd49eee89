// What others may see of a place: the exact point, a square of 1 or 10 km, or nothing.
// Deterministic: the square depends on the point alone (a fixed grid of the Earth), so repeated shares of one place
// cannot be averaged to find it. Rows are equal steps of latitude; columns are equal steps of longitude chosen for the
// row's middle, so a square is 1 or 10 km on both sides within 1 %. Not a map grid (UTM): it needs no datum and no zones.
#pragma once

#include <cstdint>
#include <optional>

namespace hypha::app {

enum class PlacePrivacy { exact, one_km, ten_km, hidden };

struct Place {
    double latitude = 0;  // degrees, WGS 84
    double longitude = 0; // degrees, WGS 84
    double accuracy_m = 0;
    bool operator==(const Place&) const = default;
};

struct PlaceSquare {
    double south = 0, west = 0, north = 0, east = 0; // degrees; all four equal the point when exact
    std::int64_t row = 0, column = 0;                // of the grid; 0 when exact
    bool operator==(const PlaceSquare&) const = default;
    [[nodiscard]] double latitude() const { return (south + north) / 2; }
    [[nodiscard]] double longitude() const { return (west + east) / 2; }
};

// Nothing when hidden, or when the place is not on Earth.
std::optional<PlaceSquare> shared_square(const Place& place, PlacePrivacy privacy);

} // namespace hypha::app

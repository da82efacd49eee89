// GeoRSS Simple (point, line, polygon, box) and the GML forms inside of georss:where. Numbers that make no shape leave a Place
// without one. Axis order: GeoRSS writes latitude first; GML does so for geographic EPSG codes, of which those below 5000 are
// nearly all, and for no code at all.
#pragma once

#include "edge/feeds/feed.hpp"
#include "edge/feeds/xml_tree.hpp"

#include <optional>

namespace hypha::edge::feeds {

// nullopt: the element is none of these.
std::optional<Place> read_place(const XmlNode& node);

} // namespace hypha::edge::feeds

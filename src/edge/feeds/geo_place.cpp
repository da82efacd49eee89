// See geo_place.hpp.
#include "edge/feeds/geo_place.hpp"

#include "edge/feeds/ascii.hpp"

#include <charconv>
#include <cmath>

namespace hypha::edge::feeds {
namespace {

constexpr std::size_t kMaxNumbers = 20'000;

struct AxisOrder {
    bool latitude_first = true;
    std::size_t dimensions = 2;
};

// Pairs (or triples) of numbers; empty when one of them is no number.
std::vector<std::vector<double>> read_positions(std::string_view text, AxisOrder order) {
    std::vector<double> numbers;
    while (true) {
        while (!text.empty() && (is_blank(text.front()) || text.front() == ',')) text.remove_prefix(1);
        if (text.empty() || numbers.size() >= kMaxNumbers) break;
        if (text.front() == '+') text.remove_prefix(1);
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || !std::isfinite(number)) return {};
        numbers.push_back(number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    std::vector<std::vector<double>> positions;
    for (std::size_t at = 0; at + order.dimensions <= numbers.size(); at += order.dimensions) {
        std::vector<double> position = {numbers[at], numbers[at + 1]};
        if (order.latitude_first) std::swap(position[0], position[1]);
        if (order.dimensions == 3) position.push_back(numbers[at + 2]);
        positions.push_back(std::move(position));
    }
    return positions;
}

Place make_place(std::string_view shape, std::vector<std::vector<double>> positions) {
    const std::size_t least = shape == "Polygon" ? 4 : 1;
    if (positions.size() < least) return {};
    if (shape == "Point") positions.resize(1);
    return {std::string(shape), std::move(positions)};
}

const XmlNode* find_below(const XmlNode& node, std::string_view key) {
    for (const XmlNode& child : node.children) {
        if (child.key == key) return &child;
        if (const XmlNode* found = find_below(child, key)) return found;
    }
    return nullptr;
}

AxisOrder axis_order(const XmlNode& geometry) {
    AxisOrder order;
    if (geometry.attribute_or("srsDimension", "") == "3") order.dimensions = 3;
    const std::string_view name = geometry.attribute_or("srsName", "");
    if (name.contains("EPSG")) {
        const std::string_view digits = name.substr(name.rfind(':') + 1);
        int code = 0;
        (void)std::from_chars(digits.data(), digits.data() + digits.size(),
                              code); // no number: a projected system's order
        order.latitude_first = code >= 3819 && code < 5000;
    }
    return order;
}

} // namespace

std::optional<Place> read_place(const XmlNode& node) {
    const std::string_view key = node.key;
    if (key == "georss:point") return make_place("Point", read_positions(node.direct_text(), {}));
    if (key == "georss:line") return make_place("LineString", read_positions(node.direct_text(), {}));
    if (key == "georss:polygon") return make_place("Polygon", read_positions(node.direct_text(), {}));
    if (key == "georss:box") return make_place("Box", read_positions(node.direct_text(), {}));
    struct Form {
        std::string_view key;
        std::string_view shape;
    };
    for (const Form& form :
         {Form{"gml:point", "Point"}, Form{"gml:linestring", "LineString"}, Form{"gml:polygon", "Polygon"}}) {
        const XmlNode* geometry = key == form.key                           ? &node
                                  : key == "georss:where" || key == "where" ? find_below(node, form.key)
                                                                            : nullptr;
        if (geometry == nullptr) continue;
        const XmlNode* list = find_below(*geometry, form.shape == "Point" ? "gml:pos" : "gml:poslist");
        if (list == nullptr) return Place{};
        return make_place(form.shape, read_positions(list->direct_text(), axis_order(*geometry)));
    }
    return std::nullopt;
}

} // namespace hypha::edge::feeds

// What safe_html keeps, by lower-case name. Everything that is not named here is dropped: unknown elements lose their tags,
// unknown attributes go. SVG names come back in the case that SVG wants ("viewBox"), empty when they are not kept.
#pragma once

#include <string_view>

namespace hypha::edge::feeds {

bool is_kept_element(std::string_view name);
bool is_kept_attribute(std::string_view name);
bool is_kept_css_property(std::string_view name);
bool is_kept_css_keyword(std::string_view name);
bool is_kept_math_element(std::string_view name);
bool is_kept_math_attribute(std::string_view name);
bool is_kept_svg_property(std::string_view name);
std::string_view kept_svg_element(std::string_view name);
std::string_view kept_svg_attribute(std::string_view name);

} // namespace hypha::edge::feeds
